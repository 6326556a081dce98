/// The entries of a session and the way through them with Up and Down, by prefix.
struct HistoryWalk {
  /// Oldest first.
  private(set) var entries: [String]
  /// Those of them that were refused when they were run last.
  private(set) var refused: Set<String>
  /// How many are kept.
  let limit: Int

  private var index: Int
  private var prefix = ""
  private var draft = ""
  /// What the walk last put into the line; anything else there begins a new walk.
  private var shown: String?

  /// Starts behind the newest of the entries, oldest first.
  init(entries: [String], limit: Int, refused: Set<String> = []) {
    self.refused = refused
    self.limit = max(0, limit)
    self.entries = Array(entries.suffix(self.limit))
    self.index = self.entries.count
  }

  /// What a line that was entered changed.
  enum Change {
    /// Nothing: none are kept, or it is the last one again.
    case none
    /// It is new.
    case added
    /// It stood further up, and stands at the end now.
    case moved
  }

  /// Adds a line at the end, where it stands alone, and returns to it.
  mutating func record(_ entry: String) -> Change {
    reset()
    let wasRefused = refused.remove(entry) != nil
    guard limit > 0, entries.last != entry || wasRefused else { return .none }
    let before = entries.lastIndex(of: entry)
    if let before { entries.remove(at: before) }
    entries.append(entry)
    if entries.count > limit { entries.removeFirst(entries.count - limit) }
    reset()
    return before == nil ? .added : .moved
  }

  /// Notes that an entry was refused: it is walked to and found, and not suggested.
  mutating func refuse(_ entry: String) { refused.insert(entry) }

  /// Forgets where the walk stood.
  mutating func reset() {
    index = entries.count
    shown = nil
  }

  /// The next older entry beginning with what stands before the cursor; `nil` at the oldest.
  mutating func older(line: String, beforeCursor: String) -> String? {
    if shown != line {
      reset()
      draft = line
      prefix = beforeCursor
    }
    var candidate = index - 1
    while candidate >= 0 {
      let entry = entries[candidate]
      if entry != line, entry.hasPrefix(prefix) {
        index = candidate
        shown = entry
        return entry
      }
      candidate -= 1
    }
    return nil
  }

  /// The next newer one, at last the line as it was typed; `nil` when no walk is on.
  mutating func newer(line: String) -> String? {
    guard shown == line, index < entries.count else { return nil }
    var candidate = index + 1
    while candidate < entries.count {
      let entry = entries[candidate]
      if entry != line, entry.hasPrefix(prefix) {
        index = candidate
        shown = entry
        return entry
      }
      candidate += 1
    }
    reset()
    return draft
  }
}
