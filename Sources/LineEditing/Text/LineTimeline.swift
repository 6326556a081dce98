/// The states a line went through: each step is what one key did, a run of typed letters one step.
struct LineTimeline {
  private struct State {
    var text: [Unicode.Scalar] = []
    var cursor = 0
  }

  private var past: [State] = []
  private var future: [State] = []
  private var present = State()
  private var isTyping = false

  /// How many steps can be undone.
  private static let limit = 500
  /// The scalars that the steps kept may hold together.
  private static let room = 1 << 20

  /// How long the line was when it was last noted.
  var count: Int { present.text.count }
  /// Where the cursor stood when the line was last noted.
  var cursor: Int { present.cursor }

  /// Begins with an empty line.
  mutating func reset() {
    self = LineTimeline()
  }

  /// Takes down what the line is before a key.
  mutating func note(_ text: [Unicode.Scalar], cursor: Int) {
    guard text != present.text else {
      if cursor != present.cursor { isTyping = false }
      present.cursor = cursor
      return
    }
    let isTyped = isTypedLetter(text, cursor)
    if !isTyped || !isTyping { remember(present) }
    // A blank ends the word it stands behind: the next letter begins a step.
    isTyping = isTyped && text[cursor - 1] != " "
    future = []
    present = State(text: text, cursor: cursor)
  }

  /// The same where all that a key did was to put a letter before the cursor: what a paste without marks
  /// consists of, thousands of times.
  mutating func noteTyped(_ letter: Unicode.Scalar) {
    if !isTyping { remember(present) }
    isTyping = letter != " "
    future = []
    present.text.insert(letter, at: present.cursor)
    present.cursor += 1
  }

  /// The line one step back; `nil` at its beginning.
  mutating func undo() -> (text: [Unicode.Scalar], cursor: Int)? {
    guard let state = past.popLast() else { return nil }
    future.append(present)
    return turn(to: state)
  }

  /// The line one step on again; `nil` when nothing was undone since it last changed.
  mutating func redo() -> (text: [Unicode.Scalar], cursor: Int)? {
    guard let state = future.popLast() else { return nil }
    past.append(present)
    return turn(to: state)
  }

  private mutating func turn(to state: State) -> (text: [Unicode.Scalar], cursor: Int) {
    present = state
    isTyping = false
    return (state.text, state.cursor)
  }

  private func isTypedLetter(_ text: [Unicode.Scalar], _ cursor: Int) -> Bool {
    text.count == present.text.count + 1 && cursor == present.cursor + 1
      && text[..<(cursor - 1)] == present.text[..<(cursor - 1)]
      && text[cursor...] == present.text[(cursor - 1)...]
  }

  private mutating func remember(_ state: State) {
    past.append(state)
    var kept = past.reduce(0) { $0 + $1.text.count }
    while past.count > Self.limit || (kept > Self.room && past.count > 1) {
      kept -= past.removeFirst().text.count
    }
  }
}
