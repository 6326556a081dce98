/// What a round of `watch` shows on a screen that it replaces: its head, and in the last row how many
/// more rows there are.
package struct RoundRows {
  /// The rows that stand there.
  package private(set) var shown = 0
  private var hidden = 0
  private let width: Int?
  /// The rows that can stand there: the cursor waits in one below them.
  private let room: Int

  /// For a screen of this size; nil where it is not known, and nothing is left out.
  package init(width: Int?, height: Int?) {
    self.width = width
    room = height.map { max(1, $0 - 1) } ?? .max
  }

  /// What is to be written for a text whose lines end in line feeds.
  package mutating func take(_ text: String) -> String {
    let rows = ScreenRows.count(of: text, width: width)
    guard rows > 0 else { return text }
    guard hidden > 0 || shown + rows > room else {
      shown += rows
      return text
    }
    guard hidden == 0 else {
      hidden += rows
      return Self.overLast + note
    }
    var head = ""
    var used = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let next = ScreenRows.count(of: line + "\n", width: width)
      guard shown + used + next <= room - 1 else { break }
      head += line + "\n"
      used += next
    }
    // Where all rows are taken the words stand in the place of the last one.
    let isFull = shown + used >= room
    hidden = rows - used + (isFull ? 1 : 0)
    shown = isFull ? shown : shown + used + 1
    return head + (isFull ? Self.overLast : "") + note
  }

  /// Goes to the last row and wipes it.
  private static let overLast = "\r\u{1B}[1A\u{1B}[J"

  /// Short enough for any screen.
  private var note: String {
    let words = "(\(hidden) more \(hidden == 1 ? "row" : "rows"))"
    return String(words.prefix(max(1, width ?? .max))) + "\n"
  }
}
