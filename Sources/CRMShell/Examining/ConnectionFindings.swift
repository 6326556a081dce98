import ImportEngine
import ImportModel
import Reporting

/// What is to be said of the connection, the sign-in and the machine's clock.
struct ConnectionFindings {
  let examination: Examination

  var all: [Finding] { [connection, dataCentre, signIn] }

  /// What the first question to each service met.
  private var firsts: [(service: String, failure: ServiceFailure?, isTold: Bool)] {
    let (caller, portals) = (examination.crm.caller, examination.portal.portals)
    return [
      ("CRM", caller.failure, caller.value != nil),
      ("Projects", portals.failure, portals.value != nil),
    ]
  }

  private var connection: Finding {
    let source: Text = "the first question to each service"
    guard let target = examination.target else {
      return .unknown(
        .connection, "nothing is connected", by: "this session",
        do: "connect sandbox, or doctor TARGET to look at one that can't be connected to")
    }
    if let failure = examination.opening {
      let stop = Stop(failure)
      let told = DiagnosticWords.diagnostic(of: stop, at: nil, excerpt: nil)
      return .failed(
        .connection, "\(target): \(told.message)", by: "the attempt to connect", do: told.hint,
        DiagnosticWords.exitCode(of: stop))
    }
    let broken = firsts.compactMap { first in
      first.failure.flatMap { $0.isOfNetwork ? (first.service, $0) : nil }
    }
    guard let (_, failure) = broken.first else {
      return .ok(.connection, "\(target) at \(examination.address ?? "?")", by: source)
    }
    let names = broken.map(\.0).joined(separator: " and ")
    let words = FailureWords.words(of: failure)
    return .failed(
      .connection, "\(target): \(names): \(words.message)", by: source,
      do: words.hint ?? "look at the network, then doctor again", .network)
  }

  private var dataCentre: Finding {
    if let name = examination.dataCentre {
      return .ok(.dataCentre, "\(name)", by: "the stored sign-in")
    }
    guard let address = examination.address else {
      return .unknown(.dataCentre, "there is no connection", by: "nothing was asked", do: nil)
    }
    if address.hasPrefix("http://") {
      return .ok(
        .dataCentre, "none: a rehearsal server", by: "its address, which is on this machine")
    }
    return .unknown(.dataCentre, "not told", by: "the stored sign-in", do: "login again")
  }

  private var signIn: Finding {
    let source: Text = "what each service said to the access token"
    let refused = firsts.compactMap { first -> (String, Words)? in
      guard let failure = first.failure, case .authentication = failure else { return nil }
      return (first.service, FailureWords.words(of: failure))
    }
    if let (_, words) = refused.first {
      return .failed(
        .signIn, "\(refused.map(\.0).joined(separator: " and ")): \(words.message)", by: source,
        do: words.hint ?? "login again", .authentication)
    }
    // A refusal for any other reason shows that the token was looked at and taken.
    let accepted = firsts.filter { $0.isTold || $0.failure?.showsTokenAccepted == true }
    guard accepted.count == firsts.count else {
      let rest = firsts.filter { first in !accepted.contains { $0.service == first.service } }
      return .unknown(
        .signIn, "\(rest.map(\.service).joined(separator: " and ")) did not say", by: source,
        do: nil)
    }
    return .ok(.signIn, "accepted by CRM and Projects", by: source)
  }
}

extension ServiceFailure {
  fileprivate var isOfNetwork: Bool {
    switch self {
    case .unreachable, .interrupted, .malformed: true
    case .authentication, .foreignHost, .scope, .throttled, .refused, .storage, .offline: false
    }
  }

  fileprivate var showsTokenAccepted: Bool {
    switch self {
    case .scope, .refused: true
    case .unreachable, .interrupted, .malformed, .authentication, .foreignHost, .throttled,
      .storage, .offline:
      false
    }
  }
}
