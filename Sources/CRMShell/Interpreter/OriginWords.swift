import ImportModel

extension Origin {
  /// The longest line, in bytes, that is told as it is beside each of its people. One that names
  /// everybody would else be told as often as it names people.
  static let longest = 400
  /// Characters that are told of a longer one.
  private static let shown = 200

  /// The line for a place where it must be short: of one that goes over several lines the first, of a
  /// long one the beginning.
  var shortLine: String {
    guard !isLong else {
      return "\(Self.untilEnd(of: line.prefix(Self.shown))) … (\(kilobytes) kB)"
    }
    let lines = line.split(whereSeparator: \.isNewline)
    guard lines.count > 1, let first = lines.first else { return line }
    return "\(Self.untilEnd(of: first)) … (\(lines.count) lines)"
  }

  /// The line for programs where it stands beside each of its people.
  var boundedLine: String { isLong ? shortLine : line }

  /// Whether it is longer than what is told beside each person.
  private var isLong: Bool { line.utf8.count > Self.longest }

  /// Of a thousand bytes, rounded up.
  private var kilobytes: Int { (line.utf8.count + 999) / 1000 }

  /// The first line without what only says that it goes on.
  private static func untilEnd(of text: Substring) -> Substring {
    let first = text.prefix { !$0.isNewline }
    let end = first.lastIndex { !" \t\\".contains($0) } ?? first.startIndex
    return first.isEmpty ? first : first[...end]
  }
}
