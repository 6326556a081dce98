/// The places of a text where a cursor may stand: between grapheme clusters, in Unicode scalars.
enum TextClusters {
  /// The end of the cluster that begins at or holds `offset`; the text's end at its end.
  static func end(in text: [Unicode.Scalar], after offset: Int) -> Int {
    bounds(in: text, around: offset)?.end ?? text.count
  }

  /// The beginning of the cluster that ends at or holds `offset`; 0 at the beginning.
  static func start(in text: [Unicode.Scalar], before offset: Int) -> Int {
    offset > 0 ? bounds(in: text, around: offset - 1)?.start ?? 0 : 0
  }

  /// The place itself, or the end of the cluster it is in, or the beginning for a cursor that came
  /// from behind.
  static func place(in text: [Unicode.Scalar], at offset: Int, cameFrom before: Int) -> Int {
    guard offset > 0, let cluster = bounds(in: text, around: offset), cluster.start < offset else {
      return min(offset, text.count)
    }
    return before > offset ? cluster.start : cluster.end
  }

  /// The cluster that holds the scalar at `offset`; `nil` behind the last one.
  private static func bounds(
    in text: [Unicode.Scalar], around offset: Int
  ) -> (start: Int, end: Int)? {
    guard offset < text.count else { return nil }
    // Nothing joins two ASCII letters: where two stand, a cluster ends, and nothing before counts.
    let near = text[max(0, offset - 1)..<min(text.count, offset + 2)]
    if near.allSatisfy(isASCIILetter) { return (offset, offset + 1) }
    var base = offset
    while base > 0, !isASCIILetter(text[base]) || !isASCIILetter(text[base - 1]) { base -= 1 }
    var start = base
    for cluster in String(String.UnicodeScalarView(text[base...])) {
      let end = start + cluster.unicodeScalars.count
      if offset < end { return (start, end) }
      start = end
    }
    return nil
  }

  private static func isASCIILetter(_ scalar: Unicode.Scalar) -> Bool {
    (0x20..<0x7F).contains(scalar.value)
  }
}
