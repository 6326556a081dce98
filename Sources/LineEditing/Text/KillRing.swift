/// What was cut out of lines, newest first to be put back.
struct KillRing {
  /// Where the text stood that was cut out: it joins the cut before it on that side.
  enum Side: Hashable {
    case beforeCursor, behindCursor
  }

  /// Oldest first; the last one is put back.
  private(set) var entries: [String] = []

  /// How many cuts are kept.
  private static let limit = 60

  /// Keeps a text; `joins` when the key before cut as well.
  mutating func push(_ text: String, from side: Side, joins: Bool) {
    guard !text.isEmpty else { return }
    if joins, let last = entries.popLast() {
      entries.append(side == .beforeCursor ? text + last : last + text)
    } else {
      entries.append(text)
      if entries.count > Self.limit { entries.removeFirst() }
    }
  }

  /// What is put back.
  var current: String? { entries.last }

  /// Turns to the cut before the current one, at last to the newest again.
  mutating func rotate() {
    if let last = entries.popLast() { entries.insert(last, at: 0) }
  }
}

/// What a key did, where the next one depends on it.
enum KeyAction: Hashable {
  case kill
  /// These scalars were put back.
  case yank(Range<Int>)
  case other
}
