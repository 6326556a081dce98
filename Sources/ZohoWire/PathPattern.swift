/// The path of one endpoint with named places, such as `/api/v3/portal/{portal}/users`.
///
/// Zoho counts calls per pattern, not per concrete path, so the pattern is also the key of the rate
/// limit and of the sandbox's counts.
package struct PathPattern: Sendable, Hashable, CustomStringConvertible {
  /// The pattern as written, places in braces.
  package let description: String
  /// The pattern cut at its slashes, in order.
  package let segments: [Segment]

  /// One piece of a path between two slashes.
  package enum Segment: Sendable, Hashable {
    /// A word that must be there literally.
    case literal(String)
    /// A named place that takes exactly one value.
    case place(String)
  }

  /// Reads a pattern; it starts with a slash and does not end with one.
  package init(_ description: String) {
    self.description = description
    self.segments = description.split(separator: "/").map { word in
      guard word.hasPrefix("{"), word.hasSuffix("}") else { return .literal(String(word)) }
      return .place(String(word.dropFirst().dropLast()))
    }
  }

  /// The concrete path with each place taken by the next value, percent-encoded as one segment.
  ///
  /// `@` stays as it is: Projects does not find a user by `ana%40example.com` [L, S1].
  func filled(_ values: String...) -> String {
    var remaining = values[...]
    return segments.reduce(into: "") { path, segment in
      switch segment {
      case .literal(let word): path += "/" + word
      case .place(let name):
        path += "/" + PercentEncoding.encoded(remaining.popFirst() ?? "{\(name)}", keeping: "@")
      }
    }
  }
}
