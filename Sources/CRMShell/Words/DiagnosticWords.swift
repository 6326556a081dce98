import CommandLanguage
import ImportEngine
import ImportModel
package import Reporting

/// Turns facts into words: what is wrong, what to type next, and the exit code.
package enum DiagnosticWords {
  /// What a person or a program is told.
  package static func diagnostic(
    of stop: Stop, at location: Diagnostic.Location?, excerpt: Diagnostic.Excerpt?
  ) -> Diagnostic {
    let words = words(of: stop)
    return Diagnostic(
      code: words.code, message: words.message, details: words.details, hint: words.hint,
      location: location, excerpt: excerpt)
  }

  /// What the process ends with, if this is the gravest.
  package static func exitCode(of stop: Stop) -> ExitCode {
    switch stop {
    case .syntax: .usage
    case .refusal(let refusal, _): exitCode(of: refusal)
    case .file(.unsafe, _): .unsafeFiles
    case .file(.unwritable, _): .failure
    case .file: .usage
    case .service(let failure), .unconnected(let failure, _): exitCode(of: failure)
    case .journal(.unsafe): .unsafeFiles
    case .journal(.held): .portalHeld
    case .journal: .failure
    case .signIn(let failure): exitCode(of: failure)
    case .interrupted, .interruptedRun: .interrupted
    case .told(let code): code
    }
  }

  private static func exitCode(of refusal: Refusal) -> ExitCode {
    switch refusal {
    case .gate, .stale, .staleRevert, .portalMismatch, .planMismatch, .peopleMismatch,
      .notConfirmed, .answerNeeded, .notGiven, .notKept, .runElsewhere, .inactiveNotListed:
      .refused
    case .unfinishedRun: .unresolved
    case .lockedOut: .lockedOut
    default: .usage
    }
  }

  private static func exitCode(of failure: SignInFailure) -> ExitCode {
    switch failure {
    case .service(let failure): exitCode(of: failure)
    case .refused, .denied, .expired, .noRefreshToken, .foreignHost, .helper, .otherPlace,
      .notRevoked:
      .authentication
    case .unsafe, .damaged: .unsafeFiles
    case .foreignClient, .unknownLogin, .notPlain, .portTaken: .usage
    case .store: .failure
    case .cancelled: .interrupted
    }
  }

  private static func exitCode(of failure: ServiceFailure) -> ExitCode {
    switch failure {
    case .unreachable, .interrupted, .malformed: .network
    case .storage(.unsafe): .unsafeFiles
    case .storage: .failure
    case .authentication, .foreignHost, .scope: .authentication
    case .throttled: .lockedOut
    case .refused: .refused
    case .offline: .usage
    }
  }

  private static func words(of stop: Stop) -> Words {
    switch stop {
    case .syntax(let error):
      Words("syntax", Text(error.message), hint: error.hint.map { Text($0) })
    case .refusal(.gate(let gate), _): GateWords.words(of: gate).nothingSent
    case .refusal(let refusal, _): RefusalWords.words(of: refusal)
    case .service(let failure): FailureWords.words(of: failure)
    case .unconnected(let failure, let target):
      FailureWords.words(of: failure).pointing(toDoctorOf: target)
    case .file(let failure, _): FailureWords.words(of: failure)
    case .journal(let failure): FailureWords.words(of: failure)
    case .signIn(let failure): SignInWords.words(of: failure)
    case .interrupted: Words("interrupted", "interrupted; the session is as it was")
    case .interruptedRun(let run):
      Words("interrupted", "interrupted; run \(run) is still unfinished", hint: RunWords.waysOut)
    case .told: Words("failed", "the script failed")
    }
  }
}

/// A message in the making.
struct Words {
  let code: String
  let message: Text
  let hint: Text?
  /// One a line.
  let details: [Text]

  /// The same for an import that was refused before its first call.
  var nothingSent: Words { Words(code, "\(message); nothing was sent", hint: hint) }

  /// The same, with the command that looks at everything in the way.
  func pointing(toDoctorOf target: String) -> Words {
    let pointer: Text =
      "type doctor \(Word.sourceForm(of: target)) to see all that is in the way"
    return Words(code, message, hint: hint.map { "\(pointer); \($0)" } ?? pointer)
  }

  init(_ code: String, _ message: Text, details: [Text] = [], hint: Text? = nil) {
    self.details = details
    self.code = code
    self.message = message
    self.hint = hint
  }
}
