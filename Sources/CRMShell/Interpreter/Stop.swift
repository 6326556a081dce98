package import CommandLanguage
package import ImportEngine
package import ImportModel

/// Why a line did not run to its end: the fact, and the word at fault where there is one.
package enum Stop: Error, Sendable {
  case syntax(SyntaxError)
  case refusal(Refusal, at: Span?)
  case service(ServiceFailure)
  /// A connection did not come about, with this target.
  case unconnected(ServiceFailure, target: String)
  case file(FileFailure, at: Span?)
  case journal(JournalFailure)
  case signIn(SignInFailure)
  /// `^C`, or a signal.
  case interrupted
  /// A nested script failed and has already said so.
  case told(ExitCode)
}

extension Stop {
  /// A refusal without a word at fault.
  package static func refusal(_ refusal: Refusal) -> Stop { .refusal(refusal, at: nil) }

  /// The span of the word at fault.
  package var span: Span? {
    switch self {
    case .syntax(let error): error.span
    case .refusal(_, let span), .file(_, let span): span
    default: nil
    }
  }
}
