import ImportEngine
import Reporting

/// What came of one question to a server.
enum Heard<Value: Sendable>: Sendable {
  case told(Value)
  case failed(ServiceFailure)
  /// Why it was not asked.
  case notAsked(String)

  /// What was told; nil when nothing was.
  var value: Value? { if case .told(let value) = self { value } else { nil } }

  /// Why the server did not tell; nil when it did, or was not asked.
  var failure: ServiceFailure? { if case .failed(let failure) = self { failure } else { nil } }

  /// The finding about what was told. Without an answer the fact is unknown; for `isReadability`, where
  /// being able to read it is the point, a refusal is a failure.
  func finding(
    _ check: Check, by source: Text, isReadability: Bool = false, _ tell: (Value) -> Finding
  ) -> Finding {
    switch self {
    case .told(let value): return tell(value)
    case .notAsked(let why):
      return .unknown(check, "not asked: \(why)", by: "nothing was asked", do: nil)
    case .failed(let failure):
      let words = FailureWords.words(of: failure)
      guard isReadability, failure.isRefusal else {
        // Scopes have lines of their own, which say what to do.
        let isScope = if case .scope = failure { true } else { false }
        return .unknown(check, words.message, by: source, do: isScope ? nil : words.hint)
      }
      return .failed(
        check, words.message, by: source, do: words.hint,
        DiagnosticWords.exitCode(of: .service(failure)))
    }
  }
}

extension ServiceFailure {
  /// Whether the server looked at the question and does not answer it, not in a way we know, or not in whole.
  fileprivate var isRefusal: Bool {
    switch self {
    case .refused, .scope, .malformed, .interrupted: true
    case .unreachable, .authentication, .foreignHost, .throttled, .storage, .offline: false
    }
  }

  /// Why another question to the same service would fare no better; nil where it may.
  fileprivate var barrier: String? {
    switch self {
    case .unreachable: "the service can't be reached"
    case .authentication: "the sign-in is not accepted"
    case .foreignHost: "the sign-in is for another data centre"
    case .storage: "calls can't be kept on record"
    case .offline: "nothing is asked offline"
    case .interrupted("timed out"): "the service does not answer in time"
    case .interrupted("cancelled"): "interrupted"
    case .interrupted, .scope, .throttled, .refused, .malformed: nil
    }
  }
}

/// Asks a service one thing after the other, each for itself, until it is plain that it will not answer:
/// asking on with a refused token would use up what Zoho gives of them.
struct Asker {
  private var barrier: String?

  mutating func ask<Value: Sendable>(
    _ read: () async throws(ServiceFailure) -> Value
  ) async -> Heard<Value> {
    if let barrier { return .notAsked(barrier) }
    do throws(ServiceFailure) {
      return .told(try await read())
    } catch {
      barrier = error.barrier
      return .failed(error)
    }
  }
}
