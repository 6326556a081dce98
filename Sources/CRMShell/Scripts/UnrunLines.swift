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
    guard count > 0, !wantsToQuit else { return }
    let place: Text
    switch text.source {
    case .terminal, .standardInput: return
    case .script(let path, _): place = "\(path):\(text.line(of: last.span.lower)): "
    case .commandLine: place = ""
    }
    let words: Text =
      "stopped here: \(count, "line", "lines") \(count == 1 ? "was" : "were") not run"
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
