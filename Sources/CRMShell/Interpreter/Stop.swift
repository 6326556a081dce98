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
  /// The same, before an unfinished run was gone on with.
  case interruptedRun(Int)
  /// A nested script failed and has already said so.
  case told(ExitCode)
}

extension Stop {
  /// A refusal without a word at fault.
  package static func refusal(_ refusal: Refusal) -> Stop { .refusal(refusal, at: nil) }

  /// The same of a line that was cancelled: whatever it met then is due to that.
  var ofCancelledLine: Stop { if case .interruptedRun = self { self } else { .interrupted } }

  /// The same at another place; `place` gives it, of no word too.
  func moved(_ place: (Span?) -> Span) -> Stop {
    switch self {
    case .syntax(let error): .syntax(SyntaxError(error.kind, span: place(error.span)))
    case .refusal(let refusal, let span): .refusal(refusal, at: place(span))
    case .file(let failure, let span): .file(failure, at: place(span))
    default: self
    }
  }

  /// The span of the word at fault.
  package var span: Span? {
    switch self {
    case .syntax(let error): error.span
    case .refusal(_, let span), .file(_, let span): span
    default: nil
    }
  }
}
