/// A line that was entered, and when.
package struct HistoryEntry: Hashable, Sendable {
  /// As it was typed; `\n` inside where it was continued.
  package let text: String
  /// Seconds since 1970; nil where that was not kept.
  package let time: Int64?

  package init(_ text: String, at time: Int64?) {
    self.text = text
    self.time = time
  }

  /// The entry as one line of a file, without its end: `{"time":1764326400,"text":"list"}`.
  var line: String {
    let text = HistoryEntryCoding.encode(text)
    return time.map { "{\"time\":\($0),\"text\":\(text)}" } ?? "{\"text\":\(text)}"
  }

  /// The entry of a line, or nil where it is damaged. A JSON string alone is one of before times were
  /// kept; members that a later version may add are passed over.
  init?(line: String) {
    var reader = HistoryLineReader(line)
    guard let entry = reader.entry() else { return nil }
    self = entry
  }

  /// Each text once, where it stands last.
  static func withoutRepeats(_ entries: some BidirectionalCollection<HistoryEntry>, limit: Int)
    -> [HistoryEntry]
  {
    var seen: Set<String> = []
    var kept: [HistoryEntry] = []
    for entry in entries.reversed() {
      guard kept.count < limit else { break }
      if seen.insert(entry.text).inserted { kept.append(entry) }
    }
    return kept.reversed()
  }
}

/// Reads one line of a history file.
private struct HistoryLineReader {
  private var scalars: String.UnicodeScalarView.Iterator
  private var current: Unicode.Scalar?

  init(_ line: String) {
    scalars = line.unicodeScalars.makeIterator()
    current = scalars.next()
  }

  mutating func entry() -> HistoryEntry? {
    if let text = string() { return current == nil ? HistoryEntry(text, at: nil) : nil }
    guard take("{") else { return nil }
    var text: String?
    var time: Int64?
    repeat {
      guard let name = string(), take(":") else { return nil }
      if let value = string() {
        if name == "text" { text = value }
      } else if let value = number() {
        if name == "time" { time = value }
      } else {
        return nil
      }
    } while take(",")
    guard take("}"), current == nil, let text else { return nil }
    return HistoryEntry(text, at: time)
  }

  private mutating func take(_ sign: Unicode.Scalar) -> Bool {
    guard current == sign else { return false }
    current = scalars.next()
    return true
  }

  /// A damaged string ends the line: nothing behind it is taken.
  private mutating func string() -> String? {
    guard current == "\"" else { return nil }
    let text = HistoryEntryCoding.text(&scalars)
    current = text == nil ? nil : scalars.next()
    return text
  }

  private mutating func number() -> Int64? {
    var digits = ""
    while let scalar = current, scalar == "-" || scalar.properties.isASCIIHexDigit {
      digits.unicodeScalars.append(scalar)
      current = scalars.next()
    }
    return Int64(digits)
  }
}
