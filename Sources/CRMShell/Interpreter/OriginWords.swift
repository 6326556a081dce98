import ImportModel

extension Origin {
  /// The line for a place where it must be short: of one that goes over several lines the first.
  var shortLine: String {
    let lines = line.split(whereSeparator: \.isNewline)
    guard let first = lines.first, lines.count > 1 else { return line }
    let end = first.lastIndex { !" \t\\".contains($0) } ?? first.startIndex
    return "\(first[...end]) … (\(lines.count) lines)"
  }
}
