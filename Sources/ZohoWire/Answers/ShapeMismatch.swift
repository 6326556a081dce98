/// An answer that is JSON but not of the shape read for: what was expected, never what came.
package struct ShapeMismatch: Error, Hashable, Sendable {
  /// E.g. `users[].id`.
  package let expected: String

  /// Names the place and the shape expected there.
  package init(expected: String) { self.expected = expected }
}

extension JSONNode {
  /// The elements of `{"key":[…]}`, or of a bare array: both shapes are seen for Projects' lists.
  func list(_ key: String) throws(ShapeMismatch) -> [JSONNode] {
    guard let elements = elements ?? self[key]?.elements else {
      throw ShapeMismatch(expected: key)
    }
    return elements
  }

  /// The text or number under a key; nil also for an empty text.
  func nonEmpty(_ key: String) -> String? {
    self[key]?.text.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The text or number under a key.
  func required(_ key: String, of place: String) throws(ShapeMismatch) -> String {
    guard let text = self[key]?.text, !text.isEmpty else {
      throw ShapeMismatch(expected: "\(place).\(key)")
    }
    return text
  }
}
