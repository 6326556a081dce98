import ImportEngine
import Reporting

/// Which scopes the sign-in has, by what was granted and by what each read was answered.
struct ScopeFindings {
  /// One scope, and how it is known.
  struct Standing: Hashable, Sendable {
    let scope: NeededScope
    let state: Finding.State
    let source: String
  }

  let examination: Examination

  var all: [Finding] { [reading, writing] }

  /// Every scope there is a need for.
  var standings: [Standing] { NeededScope.allCases.map(standing) }

  private func standing(of scope: NeededScope) -> Standing {
    switch evidence(of: scope) {
    case .shown(let how): return Standing(scope: scope, state: .ok, source: how)
    case .missing(let words): return Standing(scope: scope, state: .failed, source: words)
    case nil: break
    }
    guard let granted = examination.grantedScopes else {
      return Standing(
        scope: scope, state: .unknown,
        source: scope.isForReading ? "no read was answered" : "no read shows it")
    }
    return scope.isGranted(by: granted)
      ? Standing(scope: scope, state: .ok, source: "granted at login")
      : Standing(scope: scope, state: .failed, source: "not among those granted at login")
  }

  private enum Evidence {
    case shown(String)
    case missing(String)

    /// Nil where the answer says nothing of a scope.
    init?<Value>(
      _ scope: NeededScope, _ heard: Heard<Value>, _ how: String = "a read was answered"
    ) {
      switch heard {
      case .told: self = .shown(how)
      case .failed(.scope(let words)):
        // One read may take several scopes; the words begin with the one that is missing.
        let named = NeededScope.allCases.first { words.hasPrefix($0.rawValue) }
        guard named == nil || named == scope else { return nil }
        self = .missing(words)
      case .failed, .notAsked: return nil
      }
    }
  }

  private func evidence(of scope: NeededScope) -> Evidence? {
    let (crm, portal) = (examination.crm, examination.portal)
    switch scope {
    case .crmUsers: return Evidence(scope, crm.caller)
    case .crmOrganisation: return Evidence(scope, crm.organisation)
    case .contacts: return Evidence(scope, crm.contacts)
    case .accounts: return Evidence(scope, crm.accounts)
    case .fields: return Evidence(scope, crm.fields)
    case .queries, .search:
      guard crm.lookup.value != false else { return nil }
      return Evidence(scope, crm.lookup, "a contact was looked up, by a query or a search")
    case .portals: return Evidence(scope, portal.portals)
    case .projects: return Evidence(scope, portal.projects)
    case .readUsers: return Evidence(scope, portal.people)
    case .readClients: return Evidence(scope, portal.customers)
    // Only an order of a job would show it, and that costs credits.
    case .bulkRead: return nil
    case .addUsers, .changeUsers, .removeUsers, .addClients, .removeClients: return nil
    }
  }

  private var reading: Finding {
    let asked = standings.filter(\.scope.isForReading)
    let needed = asked.filter { !$0.scope.isForMore }
    let source: Text =
      examination.grantedScopes == nil
      ? "what each read was answered" : "what each read was answered, and what was granted at login"
    if let missing = names(needed, .failed) {
      return .failed(
        .scopesToRead, "missing: \(missing)", by: source, do: login(missing), .authentication)
    }
    let unseen = needed.count { $0.state == .unknown }
    guard unseen == 0 else {
      return .unknown(
        .scopesToRead, "\(unseen) of \(needed.count) not shown", by: source, do: nil)
    }
    let without: Text =
      names(asked.filter(\.scope.isForMore), .failed).map {
        "; without \($0) part of the work is slower or refused: help scopes tells what each is for"
      } ?? ""
    return .ok(
      .scopesToRead, "all that is needed\(without)", by: source,
      do: names(asked.filter(\.scope.isForMore), .failed).map(login))
  }

  private var writing: Finding {
    let asked = standings.filter { !$0.scope.isForReading }
    let needed = asked.filter { !$0.scope.isForMore }
    let more = asked.filter(\.scope.isForMore)
    let source: Text =
      examination.grantedScopes == nil
      ? "no read shows it, and nothing is stored of what was granted" : "what was granted at login"
    if let missing = names(needed, .failed) {
      return .failed(
        .scopesToWrite, "missing: \(missing)", by: source, do: login(missing), .authentication)
    }
    if let unseen = names(needed, .unknown) {
      return .unknown(
        .scopesToWrite, "not known: \(unseen)", by: source,
        do: examination.address == nil
          ? nil
          : "nothing: an import tries each kind of call on one person first, and stops when it is refused"
      )
    }
    let without: Text =
      names(more, .failed).map {
        "; without \($0): --replace and revert may be refused"
      } ?? ""
    return .ok(
      .scopesToWrite, "all that import needs\(without)", by: source,
      do: names(more, .failed).map(login))
  }

  private func names(_ standings: [Standing], _ state: Finding.State) -> String? {
    let names = standings.filter { $0.state == state }.map(\.scope.rawValue)
    return names.isEmpty ? nil : names.joined(separator: ", ")
  }

  /// A token gains no scope by being renewed. [L] reference of Projects, §11
  private func login(_ missing: String) -> Text {
    let target = examination.target ?? "NAME"
    let name = target == "sandbox" || target.contains("://") ? "NAME" : target
    return "login \(name), and grant \(missing)"
  }
}
