/// Runs calls under a fault script.
extension SandboxState {
  /// Runs a call that has reached its endpoint: as it should be, or as a rule of the script has it.
  mutating func run(_ route: Route, _ call: Call) -> Answer {
    guard route.service != .judge, !faults.isIdle, let rule = rule(for: call, route) else {
      return perform(route, call)
    }
    var answer = perform(route, call, under: rule)
    answer.fault = rule.fault
    return answer
  }

  /// Does what is due of the calls that were taken to be done late, each as of its own time.
  mutating func settle(until time: Int64) {
    while let index = late.indices.filter({ late[$0].due <= time })
      .min(by: { late[$0].due < late[$1].due })
    {
      let call = late.remove(at: index)
      now = call.due
      _ = perform(call.route, call.call)
    }
  }

  private mutating func rule(for call: Call, _ route: Route) -> FaultRule? {
    // A read changes nothing, so a copy may try it.
    var copy = self
    return faults.take { rule in
      guard rule.match.fits(call), rule.fault.suits(route) else { return false }
      switch rule.fault {
      case .refuseEntry, .breakEntry: return call.names(rule.parameters.email ?? "")
      case .pageMissing: return copy.perform(route, call).hasPageNumber
      case .pageRepeated:
        return call.turned(by: -1) != nil && copy.perform(route, call).hasPageNumber
      default: return true
      }
    }
  }

  /// Runs a call as it should be.
  private mutating func perform(_ route: Route, _ call: Call) -> Answer {
    let before = faults.reach == nil ? nil : portal
    defer {
      if let before, before.revision != portal.revision, let reach = faults.reach {
        history.add(before, until: now, reach: reach)
      }
    }
    return inPortal(of: call) { state, call in
      do throws(ProjectsError) {
        return try route.handler(&state, call)
      } catch {
        return error.answer(to: call)
      }
    }
  }

  private mutating func perform(_ route: Route, _ call: Call, under rule: FaultRule) -> Answer {
    let fault = FaultedAnswer(rule, call, route.service)
    switch rule.fault {
    case .dropBeforeRead: return .none(.closed)
    case .applyThenClose: return perform(route, call).replaced(by: .none(.closed))
    case .applyThenReset: return perform(route, call).replaced(by: .none(.reset))
    case .applyThen500: return perform(route, call).replaced(by: fault.serverError)
    case .applyThenTruncate: return perform(route, call).truncated
    case .applyThenHTML: return perform(route, call).replaced(by: .page)
    case .applyLate: return postpone(route, call, rule.parameters)
    case .errorIn200, .refuseCall, .refuseEntry: return fault.refusal
    case .breakEntry: return fault.serverError
    case .empty200: return apply(route, call, rule).replaced(by: Answer(status: 200))
    case .throttle400: return fault.throttle(400, limiter)
    case .throttle429: return fault.throttle(429, limiter)
    case .tokenExpired:
      accounts.tokens.expire(call.token ?? "")
      return Self.tokenRefused(to: call, route.service)
    case .tokenDenied200: return OAuthRefusal.invalidClient.answer
    case .staleRead: return lookBack(route, call, rule.parameters)
    case .pageMissing:
      return perform(route, call.turned(by: 1) ?? call)
        .orEmptyPage(after: perform(route, call))
    case .pageRepeated: return perform(route, call.turned(by: -1) ?? call)
    case .partialAdd:
      kept = .some(rule.parameters.keep)
      defer { kept = .all }
      return perform(route, call)
    case .partialAnswer: return perform(route, call).naming(rule.parameters.keep)
    case .drip:
      return perform(route, call).delivered(.dripped(rule.parameters.duration ?? 5_000))
    case .bomb: return apply(route, call, rule).replaced(by: .bomb(rule.parameters.mebibytes ?? 64))
    case .deepJSON:
      return apply(route, call, rule).replaced(by: .deep(rule.parameters.depth ?? 100_000))
    case .redirect: return fault.redirect(from: baseURL)
    }
  }

  /// Runs a call unless the rule says that it is not to be applied.
  private mutating func apply(_ route: Route, _ call: Call, _ rule: FaultRule) -> Answer {
    rule.parameters.apply == false ? .noContent : perform(route, call)
  }

  private mutating func postpone(
    _ route: Route, _ call: Call, _ parameters: FaultRule.Parameters
  ) -> Answer {
    let delay = parameters.duration ?? 2_000
    late.append(LateCall(due: now + delay, route: route, call: call))
    return .none(parameters.hold == true ? .held(delay) : .closed)
  }

  private mutating func lookBack(
    _ route: Route, _ call: Call, _ parameters: FaultRule.Parameters
  ) -> Answer {
    let time = now - (parameters.duration ?? FaultRule.staleFor)
    guard let past = history.portal(at: time) else { return perform(route, call) }
    // On a copy: what is read there is gone with it.
    var copy = self
    copy.portal = past
    return copy.perform(route, call)
  }
}
