import Reporting

/// What `doctor` looks at, in the order in which it tells.
enum Check: String, CaseIterable, Hashable, Sendable {
  case connection
  case dataCentre = "data_centre"
  case signIn = "sign_in"
  case scopesToRead = "scopes_to_read"
  case scopesToWrite = "scopes_to_write"
  case caller, administrator, edition, users, contacts, accounts, fields
  case portal, rank, projects
  case portalUsers = "portal_users"
  case roles, profiles, customers, integration, licences
  case clock
  case rateLimit = "rate_limit"
  case credits
  case accessTokens = "access_tokens"
  case stateFolder = "state_folder"
  case journal
  case unfinishedRuns = "unfinished_runs"

  /// As a reader sees it.
  var title: String {
    self == .signIn ? "sign-in" : String(rawValue.map { $0 == "_" ? " " : $0 })
  }
}

/// One prerequisite: how it stands, what was seen, how that is known, and what to do.
struct Finding: Hashable, Sendable {
  /// What is not known is never taken for good.
  enum State: String, CaseIterable, Hashable, Sendable {
    case ok, failed, unknown
  }

  let check: Check
  /// Which of several, e.g. a kind of licence; nil where there is one.
  let part: String?
  let state: State
  let seen: Text
  /// How it is known.
  let source: Text
  /// What to do; nil where there is nothing to be done.
  let remedy: Text?
  /// What it makes the command end with; `done` unless it failed.
  let exit: ExitCode

  static func ok(
    _ check: Check, of part: String? = nil, _ seen: Text, by source: Text, do remedy: Text? = nil
  ) -> Finding {
    Finding(
      check: check, part: part, state: .ok, seen: seen, source: source, remedy: remedy, exit: .done)
  }

  static func failed(
    _ check: Check, of part: String? = nil, _ seen: Text, by source: Text, do remedy: Text?,
    _ exit: ExitCode = .refused
  ) -> Finding {
    Finding(
      check: check, part: part, state: .failed, seen: seen, source: source, remedy: remedy,
      exit: exit)
  }

  static func unknown(
    _ check: Check, of part: String? = nil, _ seen: Text, by source: Text, do remedy: Text?
  ) -> Finding {
    Finding(
      check: check, part: part, state: .unknown, seen: seen, source: source, remedy: remedy,
      exit: .done)
  }

  /// As a reader sees it.
  var title: String { part.map { "\(check.title): \($0)" } ?? check.title }
}
