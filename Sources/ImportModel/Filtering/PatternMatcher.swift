/// Runs a program over a text, all threads at once (Pike's simulation); a value used once.
///
/// An instruction is entered at most once a position, hence the bound on time.
struct PatternMatcher {
  private let program: PatternProgram
  /// The instructions waiting for the scalar at hand, and for the one after it.
  private var current: [Int] = []
  private var next: [Int] = []
  private var pending: [Int] = []
  /// The position, counted from 1, at which an instruction was last entered.
  private var entered: [Int]
  /// How many instructions were looked at.
  private(set) var steps = 0

  /// A matcher for one text.
  init(_ program: PatternProgram) {
    self.program = program
    entered = Array(repeating: 0, count: program.instructions.count)
  }

  /// Whether the program matches anywhere in the folded text.
  mutating func matches(_ text: String) -> Bool {
    let scalars = text.unicodeScalars
    var index = scalars.startIndex
    var position = 1
    if enter(0, at: position, isEnd: scalars.isEmpty) { return true }
    while index != scalars.endIndex {
      swap(&current, &next)
      next.removeAll(keepingCapacity: true)
      let scalar = scalars[index]
      scalars.formIndex(after: &index)
      position += 1
      let isEnd = index == scalars.endIndex
      for thread in current {
        steps += 1
        if program.accepts(scalar, at: thread),
          enter(thread + 1, at: position, isEnd: isEnd)
        {
          return true
        }
      }
      if enter(0, at: position, isEnd: isEnd) { return true }
    }
    return false
  }

  /// Follows everything that takes no scalar; returns whether that reaches the end of the program.
  private mutating func enter(_ start: Int, at position: Int, isEnd: Bool) -> Bool {
    pending.append(start)
    while let index = pending.popLast() {
      steps += 1
      guard entered[index] != position else { continue }
      entered[index] = position
      switch program.instructions[index] {
      case .match: return true
      case .jump(let target): pending.append(target)
      case .split(let first, let second):
        pending.append(second)
        pending.append(first)
      case .textStart: if position == 1 { pending.append(index + 1) }
      case .textEnd: if isEnd { pending.append(index + 1) }
      case .scalar, .any, .set: next.append(index)
      }
    }
    return false
  }
}
