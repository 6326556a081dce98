/// The one chosen of some choices, and which of them can be seen.
struct ChoiceList: Hashable {
  /// How many there are.
  private(set) var count = 0
  /// The place of the chosen one; 0 where there is none.
  private(set) var selected = 0
  private var top = 0
  /// How many could be seen last.
  private var page = 1

  /// The place chosen, where there is one.
  var choice: Int? { count > 0 ? selected : nil }

  /// Begins anew with the first.
  mutating func reset(count: Int) {
    (self.count, selected, top) = (count, 0, 0)
  }

  /// Moves as a key says; `nil` where the key moves nothing, false where it can't.
  mutating func move(_ key: ModalKey) -> Bool? {
    let target: Int
    switch key {
    case .up: target = selected - 1
    case .down: target = selected + 1
    case .pageUp: target = max(0, selected - page)
    case .pageDown: target = min(count - 1, selected + page)
    case .first: target = 0
    case .last: target = count - 1
    default: return nil
    }
    guard count > 0, (0..<count).contains(target) else { return false }
    selected = target
    return true
  }

  /// Those that are seen in so many rows, moved as little as may be.
  mutating func window(rows: Int) -> Range<Int> {
    page = max(1, rows)
    guard rows > 0 else { return 0..<0 }
    if selected < top { top = selected }
    if selected >= top + rows { top = selected - rows + 1 }
    top = max(0, min(top, count - rows))
    return top..<min(count, top + rows)
  }
}
