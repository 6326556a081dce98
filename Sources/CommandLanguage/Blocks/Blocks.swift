/// A command that decides which lines run.
package enum BlockWord: Hashable, Sendable {
  case `if`, elseIf, `else`, end
}

extension Statement {
  /// What the command does to blocks; nil for one that does something itself.
  package var blockWord: BlockWord? {
    switch tokens.first?.keyword {
    case "if": .if
    case "else": tokens.dropFirst().first?.keyword == "if" ? .elseIf : .else
    case "end": .end
    default: nil
    }
  }

  /// The lower-cased name of the command as it was written.
  package var verb: String? { tokens.first?.keyword }

  /// The variables in it, each with the span of its name.
  package var variables: [(name: String, span: Span)] {
    tokens.flatMap { token -> [(name: String, span: Span)] in
      guard case .word(let pieces, _) = token.kind else { return [] }
      return pieces.compactMap { piece in
        if case .variable(let name, let span) = piece { (name, span) } else { nil }
      }
    }
  }

  private var start: Span { tokens.first?.span ?? span }

  /// The error of a command that stands where its block does not want it.
  fileprivate func misplaced(_ kind: SyntaxError.Kind) -> SyntaxError {
    SyntaxError(kind, span: start)
  }
}

/// How `if`, `else` and `end` belong together.
package enum Blocks {
  /// Everything that is wrong with the blocks of some commands, in the order of the text.
  package static func faults(in statements: [Statement]) -> [SyntaxError] {
    var faults: [SyntaxError] = []
    var open: [(start: Statement, hasElse: Bool)] = []
    for statement in statements {
      switch statement.blockWord {
      case nil: continue
      case .if: open.append((statement, hasElse: false))
      case .else, .elseIf:
        guard let last = open.last else {
          faults.append(statement.misplaced(.blockNotOpen("else")))
          continue
        }
        if last.hasElse { faults.append(statement.misplaced(.secondElse)) }
        open[open.count - 1].hasElse = last.hasElse || statement.blockWord == .else
      case .end:
        if open.popLast() == nil { faults.append(statement.misplaced(.blockNotOpen("end"))) }
      }
    }
    faults += open.map { $0.start.misplaced(.blockNotClosed) }
    return faults.sorted { $0.span.lower < $1.span.lower }
  }
}

/// Which lines of a text run, as it is walked from block to block.
package struct BlockWalk: Sendable {
  /// How far a block has come.
  private enum State {
    /// Its lines run.
    case running
    /// No branch was taken yet.
    case waiting
    /// No branch will be taken any more.
    case settled
  }

  private var open: [State] = []

  package init() {}

  /// Whether a line runs here.
  package var isRunning: Bool { open.last.map { $0 == .running } ?? true }
  /// Whether the block's next branch is still to be decided.
  package var isWaiting: Bool { open.last == .waiting }

  /// Goes into a block: until a branch is taken nothing in it runs, and none will be if its
  /// condition fails.
  package mutating func enter() { open.append(.settled) }

  /// Goes on to the block's next branch; says whether that branch can be taken.
  package mutating func next() -> Bool {
    let canBeTaken = isWaiting
    settle(.settled)
    return canBeTaken
  }

  /// What the condition of a branch came to.
  package mutating func decide(_ holds: Bool) { settle(holds ? .running : .waiting) }

  /// Leaves the block.
  package mutating func leave() { _ = open.popLast() }

  private mutating func settle(_ state: State) {
    if !open.isEmpty { open[open.count - 1] = state }
  }
}
