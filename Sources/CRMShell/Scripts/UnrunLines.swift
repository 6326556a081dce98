import CommandLanguage
import ImportEngine
import Reporting

/// What a text that stops leaves undone.
extension Interpreter {
  /// Says on standard error how many commands behind the one that a text stopped at were not run:
  /// whoever sees the error alone takes it for all that is lacking. Not where lines come one by one,
  /// since what follows there is not known or not yet typed.
  func tellUnrun(
    _ rest: some Sequence<Statement>, behind last: Statement, _ walk: BlockWalk,
    of text: RunningText
  ) async {
    let count = Self.unrun(rest, walk)
    guard !wantsToQuit else { return }
    let line = text.line(of: last.span.lower)
    switch text.source {
    case .terminal: return
    case .standardInput: unrunInput = (line, count)
    case .script(let path, _): await tellUnrun(count, at: "\(path):\(line): ")
    case .commandLine: await tellUnrun(count, at: "")
    }
  }

  /// The same once lines of standard input have stopped. `rest`: what stands behind the lines that
  /// were read; nil where it may still be on its way.
  package func tellUnread(_ rest: String?) async {
    guard let (line, count) = unrunInput, !wantsToQuit else { return }
    unrunInput = nil
    let place: Text = "\(LineSource.standardInput.name ?? ""):\(line): "
    guard let rest else {
      await note("stopped here: no line that follows is run", at: place)
      return
    }
    let statements = Lexer().recoveredStatements(of: rest).0
    await tellUnrun(count + Self.unrun(statements, BlockWalk()), at: place)
  }

  private func tellUnrun(_ count: Int, at place: Text) async {
    guard count > 0 else { return }
    await note(
      "stopped here: \(count, "line", "lines") \(count == 1 ? "was" : "were") not run", at: place)
  }

  private func note(_ words: Text, at place: Text) async {
    let told = Report([.sentence(place + Text("note:", .dim) + " " + words)])
      .rendered(as: .table, style: style)
    await surroundings.console.show(
      RenderedOutput(standardError: told.standardOutput + told.standardError))
  }

  /// How many of the commands might have run: not `else` and `end`, which do nothing themselves, nor
  /// the other branches of a block whose branch was running.
  private static func unrun(_ rest: some Sequence<Statement>, _ walk: BlockWalk) -> Int {
    var count = 0
    var depth = 0
    var isOtherBranch = false
    for statement in rest {
      switch statement.blockWord {
      case .else, .elseIf:
        if depth == 0 { isOtherBranch = walk.isRunning }
        continue
      case .end:
        if depth == 0 { isOtherBranch = false }
        depth = max(0, depth - 1)
        continue
      case .if: depth += 1
      case nil: break
      }
      if !isOtherBranch { count += 1 }
    }
    return count
  }
}
