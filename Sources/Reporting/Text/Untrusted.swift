/// Text that came from a server or a file: it is printed only through the visible rendering.
package struct Untrusted: Hashable, Sendable {
  /// The characters exactly as they came, for comparison and for JSON (which escapes them).
  package let raw: String

  /// Wraps text as it came.
  package init(_ raw: String) {
    self.raw = raw
  }

  /// Wraps bytes as they came; invalid UTF-8 becomes U+FFFD and is thereby shown as `<U+FFFD>`.
  package init(decoding bytes: some Collection<UInt8>) {
    self.raw = String(decoding: bytes, as: UTF8.self)
  }

  /// The text with everything that could deceive a reader or steer a terminal spelled out.
  package var visible: String { VisibleText.rendering(raw) }
}

extension Untrusted: CustomStringConvertible {
  /// The visible text, so that an interpolation into a plain `String` is harmless too.
  package var description: String { visible }
}
