/// A pattern as instructions (Thompson's construction).
struct PatternProgram: Hashable, Sendable {
  enum Instruction: Hashable, Sendable {
    case scalar(Unicode.Scalar)
    case any
    /// Index into `sets`.
    case set(Int)
    case textStart, textEnd
    case jump(to: Int)
    /// Goes on at both.
    case split(Int, Int)
    case match
  }

  /// Run from the first one on; the last is `match`.
  private(set) var instructions: [Instruction] = []
  /// The classes that instructions refer to.
  private(set) var sets: [PatternSet] = []

  /// Compiles a node whose size the parser has bounded.
  init(_ node: PatternNode) {
    emit(node)
    instructions.append(.match)
  }

  /// Whether the instruction there takes the scalar.
  func accepts(_ scalar: Unicode.Scalar, at index: Int) -> Bool {
    switch instructions[index] {
    case .scalar(let wanted): scalar == wanted
    case .any: true
    case .set(let set): sets[set].contains(scalar)
    case .textStart, .textEnd, .jump, .split, .match: false
    }
  }

  private mutating func emit(_ node: PatternNode) {
    switch node {
    case .empty: break
    case .scalar(let scalar): instructions.append(.scalar(scalar))
    case .any: instructions.append(.any)
    case .textStart: instructions.append(.textStart)
    case .textEnd: instructions.append(.textEnd)
    case .set(let set):
      instructions.append(.set(sets.count))
      sets.append(set)
    case .sequence(let nodes): for node in nodes { emit(node) }
    case .choice(let nodes): emitChoice(nodes)
    case .repeated(let node, let least, let most): emitRepeated(node, least, most)
    }
  }

  private mutating func emitChoice(_ nodes: [PatternNode]) {
    var exits: [Int] = []
    for node in nodes.dropLast() {
      let fork = reserve()
      emit(node)
      exits.append(reserve())
      instructions[fork] = .split(fork + 1, instructions.count)
    }
    if let last = nodes.last { emit(last) }
    for exit in exits { instructions[exit] = .jump(to: instructions.count) }
  }

  private mutating func emitRepeated(_ node: PatternNode, _ least: Int, _ most: Int?) {
    guard let most else {
      emitUnbounded(node, least)
      return
    }
    for _ in 0..<least { emit(node) }
    var forks: [Int] = []
    for _ in least..<most {
      forks.append(reserve())
      emit(node)
    }
    for fork in forks { instructions[fork] = .split(fork + 1, instructions.count) }
  }

  private mutating func emitUnbounded(_ node: PatternNode, _ least: Int) {
    guard least > 0 else {
      let fork = reserve()
      emit(node)
      instructions.append(.jump(to: fork))
      instructions[fork] = .split(fork + 1, instructions.count)
      return
    }
    for _ in 1..<least { emit(node) }
    let start = instructions.count
    emit(node)
    instructions.append(.split(start, instructions.count + 1))
  }

  /// A place to be filled in once its target is known.
  private mutating func reserve() -> Int {
    instructions.append(.match)
    return instructions.count - 1
  }
}
