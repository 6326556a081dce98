import ImportEngine
import ZohoWire

extension Gateway {
  /// Reads what must have a body, and takes it apart.
  func read<Value>(
    _ request: WireRequest, _ shape: (JSONNode) throws(ShapeMismatch) -> Value
  ) async throws(ServiceFailure) -> Value {
    guard let node = try await read(request) else { throw .malformed("an empty answer") }
    return try shaped { () throws(ShapeMismatch) in try shape(node) }
  }
}

/// Runs a step of reading an answer; a mismatch becomes `malformed`.
func shaped<Value>(_ step: () throws(ShapeMismatch) -> Value) throws(ServiceFailure) -> Value {
  do throws(ShapeMismatch) {
    return try step()
  } catch {
    throw .malformed("expected \(error.expected)")
  }
}

/// The identifier an answer must hold.
func identifier<ID>(_ text: String, _ make: (String) -> ID?) throws(ServiceFailure) -> ID {
  guard let id = make(text) else { throw .malformed("an id that is none") }
  return id
}
