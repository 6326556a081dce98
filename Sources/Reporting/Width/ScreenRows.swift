/// How many rows of a terminal printed text takes: long lines go on in further ones.
package enum ScreenRows {
  /// The rows of a text whose lines end in line feeds; without a width a line is one row.
  package static func count(of text: String, width: Int?) -> Int {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    guard let width, width > 0 else { return lines.count }
    return lines.reduce(0) { rows, line in
      let columns = DisplayWidth.columns(of: uncoloured(line))
      return rows + max(1, (columns + width - 1) / width)
    }
  }

  /// A line without the codes for colours: an escape up to its `m`.
  private static func uncoloured(_ line: Substring) -> Substring {
    guard line.utf8.contains(0x1B) else { return line }
    var plain = Substring()
    for (index, part) in line.split(separator: "\u{1B}", omittingEmptySubsequences: false)
      .enumerated()
    {
      plain += index == 0 ? part : part.drop { $0 != "m" }.dropFirst()
    }
    return plain
  }
}
