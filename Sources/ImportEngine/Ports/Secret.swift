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

  package var isEmpty: Bool { value.isEmpty }

  /// Whether it is plain ASCII without blanks, as every secret of Zoho's is; nothing else may go into
  /// a line of a file or a form.
  package var isPlain: Bool { !value.isEmpty && value.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } }

  /// Whether both hold the same text, in a time that does not tell how far they agree.
  package func matches(_ other: Secret) -> Bool {
    let (own, others) = (Array(value.utf8), Array(other.value.utf8))
    var difference = own.count ^ others.count
    for index in 0..<min(own.count, others.count) {
      difference |= Int(own[index] ^ others[index])
    }
    return difference == 0
  }
}
