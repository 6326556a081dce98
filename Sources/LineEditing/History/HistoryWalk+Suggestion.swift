extension HistoryWalk {
  /// What the newest entry that begins with the text, and is longer, adds to it, of those that may be
  /// suggested and were not refused.
  func suggestion(for text: String, where mayBe: (String) -> Bool = { _ in true }) -> String? {
    guard !text.isEmpty else { return nil }
    let typed = text.utf8
    for entry in entries.reversed() where entry.utf8.count > typed.count {
      guard entry.utf8.starts(with: typed), !refused.contains(entry), mayBe(entry) else { continue }
      return String(decoding: entry.utf8.dropFirst(typed.count), as: UTF8.self)
    }
    return nil
  }
}
