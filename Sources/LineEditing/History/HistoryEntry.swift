/// A line that was entered, and when.
package struct HistoryEntry: Hashable, Sendable {
  /// As it was typed; `\n` inside where it was continued.
  package let text: String
  /// Seconds since 1970; nil where that was not kept.
  package let time: Int64?
  /// Whether it was refused when it was run last: it is kept, and suggested to nobody.
  package let isRefused: Bool

  package init(_ text: String, at time: Int64?, isRefused: Bool = false) {
    self.text = text
    self.time = time
    self.isRefused = isRefused
  }

  /// The entry as one line of a file, without its end: `{"time":1764326400,"text":"list"}`.
  var line: String {
    let text = HistoryEntryCoding.encode(text)
    let begin = time.map { "\"time\":\($0)," } ?? ""
    return "{\(begin)\"text\":\(text)\(isRefused ? ",\"refused\":true" : "")}"
  }

  /// The entry of a line, or nil where it is damaged. A JSON string alone is one of before times were
  /// kept; members that a later version may add are passed over, and a time that is no whole number.
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
