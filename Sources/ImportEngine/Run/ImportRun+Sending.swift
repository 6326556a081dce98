import ImportModel

extension ImportRun {
  /// The next call that may go, else the end.
  mutating func advance() -> [Action] {
    // One call at a time is made durable; what is due waits for those under way.
    guard flights.recording.map({ isRecalled($0) }) ?? true else { return [] }
    if !due.isEmpty { return flights.isEmpty ? dueNext() : [] }
    while let planned = queue.popLast() {
      if isHeldBack(planned) { continue }
      if let actions = next(planned) { return actions }
    }
    guard flights.isEmpty else { return [] }
    if !isStopping, !unsettled.isEmpty { return settle() }
    if !isStopping, !isAbandoned, splitting.isAhead || splitting.release() {
      return replan(isAgreed: true)
    }
    return finish()
  }

  /// Whether a call that is not durable yet is none any more, as calls like it are sent no more since.
  private mutating func isRecalled(_ intent: Intent) -> Bool {
    guard !isStopping, closure(of: intent.call) != nil else { return false }
    _ = flights.recall()
    recorded -= 1
    queue.append(intent.call)
    return true
  }

  /// Whether calls like this one are sent no more; whom it names is held back then.
  private mutating func isHeldBack(_ planned: PlannedCall) -> Bool {
    guard let reason = reasonToHold(planned) else { return false }
    hold(planned, reason)
    // The last way to bring somebody in whom the others were refused for: they wait for it, else
    // those would be tried again without end.
    for email in planned.people where planned.isIntroduction && firstRefusals[email] != nil {
      work[email] = nil
    }
    if isStopping || isAbandoned { for email in planned.people { leaveToOthers(email) } }
    return true
  }

  /// What is done for a call of the queue: nothing, where it has to wait for those under way; nil where
  /// it is none any more, and the next one may go.
  private mutating func next(_ planned: PlannedCall) -> [Action]? {
    let isOpen = needsSettling(planned)
    guard mayFly(planned), flights.isEmpty || !isOpen else {
      queue.append(planned)
      return []
    }
    if isOpen {
      queue.append(planned)
      return settle()
    }
    if let obstacle = obstacle(to: planned) {
      passOver(planned, obstacle)
      return planned.isCanary ? replan(without: planned) : nil
    }
    guard let call = permitted(planned) else {
      // Somebody else has to prove what the canary can't.
      for email in planned.people { leaveToOthers(email) }
      return planned.isCanary ? replan(without: planned) : nil
    }
    if let request = call.request(in: portal, made: made) { return record(call, request) }
    guard flights.isEmpty else {
      queue.append(planned)
      return []
    }
    if identifiersRead.insert(call).inserted {
      queue.append(planned)
      return read(.identifiers, scope(of: call))
    }
    hold(call, Reason(code: "no-id", message: "the portal tells no id for the person"))
    return nil
  }

  /// Plans anew for somebody else to be tried first. Who would be chosen again, although nothing was
  /// sent since, is left out for good.
  private mutating func replan(without canary: PlannedCall) -> [Action] {
    if !passedOver.insert(canary).inserted {
      for email in canary.people {
        hold([email], Reason(code: "not-sent", message: ""))
        work[email] = nil
      }
      passOverCustomer(canary)
    }
    return replan()
  }

  private func reasonToHold(_ call: PlannedCall) -> Reason? {
    if isStopping { return Reason(code: stopWord, message: "") }
    return isAbandoned ? Reason(code: "abandoned", message: "") : closure(of: call)
  }

  /// Why calls like this one are sent no more.
  func closure(of call: PlannedCall) -> Reason? {
    closed[call.kind]
      ?? call.project.flatMap { closedProjects[ProjectKind(project: $0, kind: call.kind)] }
  }

  /// Reads what is asked for, and whatever can tell about customers that nobody knows of yet.
  mutating func read(
    _ purpose: Purpose, _ scope: ReadScope, isRepeat: Bool = false
  ) -> [Action] {
    phase = .reading(purpose)
    var scope = scope
    for standing in customers.values {
      if standing.presence == .uncertain { scope.customers = true }
      for (project, link) in standing.links where link == .uncertain {
        scope.clients.insert(project)
      }
    }
    var open = unsettled.map(\.number)
    if case .canary(let intent, _, _) = purpose { open = open.filter { $0 == intent.number } }
    return [.read(ReadBack(scope: scope, settling: open, isRepeat: isRepeat))]
  }

  private mutating func record(_ call: PlannedCall, _ request: WriteCall) -> [Action] {
    recorded += 1
    if call.isCanary, call.kind == .join {
      strayed.formUnion(call.people.filter { isOfOthers(.role($0)) })
    }
    let items =
      call.people.flatMap { call.items(of: $0) } + [call.itemOfCustomer].compactMap(\.self)
    let sends = items.compactMap { ledger[$0]?.sends }.max() ?? 0
    let intent = Intent(number: recorded, attempt: sends + 1, call: call, request: request)
    flights.begin(intent)
    passedOver = []
    return [.record(intent)]
  }

  private mutating func finish() -> [Action] {
    guard needsFinalRead, unsettled.isEmpty, !stops.contains(.cancelled) else {
      phase = .finished
      if !needsFinalRead { final = before }
      return [.finish]
    }
    return read(.final, touched)
  }

  /// Whether something that nobody can tell yet must be known before a call may go.
  private func needsSettling(_ call: PlannedCall) -> Bool {
    guard !unsettled.isEmpty else { return false }
    // What is taken away may be needed by whatever is not known yet.
    return call.isRemoval && call.kind != .leave && call.kind != .leaveClient
      || isWaiting(for: call)
      || call.people.contains { email in
        standings[email]?.presence == .uncertain
          || unsettled.contains { $0.call.project == call.project && $0.people.contains(email) }
      }
  }

  /// The call for those who may be named in it: nobody is introduced twice, nobody joins or is
  /// changed who is not shown to be there.
  private func permitted(_ call: PlannedCall) -> PlannedCall? {
    call.keeping { email in
      standings[email]?.presence == (call.isIntroduction ? .pending : .there)
        && !call.setItems(of: email).contains(where: isOfOthers)
    }
  }

  var stopWord: String {
    switch stops.last {
    case .throttled, .readBack(.throttled): "throttled"
    case .authentication: "authentication"
    case .unreachable: "unreachable"
    case .notConfirmed: "not-confirmed"
    case .licences: "licences"
    case .journal: "journal"
    case .cancelled, .readBack, .disagreement, nil: "interrupted"
    }
  }
}

extension StopReason {
  /// Whether the run can be gone on with: the others are an end.
  package var leavesOpen: Bool {
    switch self {
    case .throttled, .authentication, .unreachable, .cancelled, .journal, .readBack: true
    case .notConfirmed, .licences, .disagreement: false
    }
  }
}

extension PlannedCall {
  /// Whether it brings people into the portal.
  var isIntroduction: Bool {
    kind == .introduce || kind == .addToPortal || kind == .introduceClient
  }
}
