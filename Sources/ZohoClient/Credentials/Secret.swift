/// A value that must not be seen: however it is printed, it reads `[redacted]`.
package struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  private let value: String

  /// Wraps a secret as it was given.
  package init(_ value: String) { self.value = value }

  /// The secret itself, for the one place that puts it on the wire.
  package func revealed() -> String { value }

  package var description: String { "[redacted]" }
  /// `[redacted]` too.
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: []) }

  /// Whether both hold the same text.
  func matches(_ other: Secret) -> Bool { value == other.value }
}
