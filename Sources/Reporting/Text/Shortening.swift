extension String {
  /// The text as it is told where anything may stand in it: one of more than `limit` characters is its
  /// beginning and its end, and how many are left out between them.
  package func shortened(to limit: Int = 400) -> String {
    guard utf8.count > limit, unicodeScalars.count > limit else { return self }
    let (head, tail) = (limit * 3 / 4, limit / 4)
    let left = unicodeScalars.count - head - tail
    let (beginning, end) = (unicodeScalars.prefix(head), unicodeScalars.suffix(tail))
    return "\(String(beginning)) … (\(left) characters) … \(String(end))"
  }
}

extension Text {
  /// The text within bounds, see `String.shortened`; one that is cut is plain.
  package func shortened(to limit: Int) -> Text {
    let short = raw.shortened(to: limit)
    return short.utf8.count == raw.utf8.count ? self : Text(short)
  }
}
