import CommandLanguage
import ImportModel
import Reporting

/// A text whose commands are run, or read, one after the other.
struct RunningText {
  let text: String
  let source: LineSource
  /// The line of its source that it begins on, from 1.
  let firstLine: Int
  let lines: LineIndex

  init(_ text: String, from source: LineSource, firstLine: Int = 1) {
    (self.text, self.source, self.firstLine) = (text, source, firstLine)
    lines = LineIndex(text)
  }

  /// The line of the source that an offset stands on, from 1.
  func line(of offset: Int) -> Int { place(of: offset).line }

  /// Line and column of its source, both from 1.
  func place(of offset: Int) -> (line: Int, column: Int) {
    let (line, column) = lines.position(of: offset)
    return (line + firstLine - 1, column)
  }
}

extension Interpreter {
  /// Runs commands one after the other, block by block, up to the first error unless told to go on.
  func run(_ statements: some Sequence<Statement>, of text: RunningText) async -> ExitCode {
    var walk = BlockWalk()
    var reader = CommentReader(isStartingUp ? "" : text.text)
    var exit = ExitCode.done
    wasStopped = false
    let outer = running
    running = text
    defer { running = outer }
    var rest = Array(statements)[...]
    var stoppedAt: Statement?
    while !wantsToQuit, let statement = rest.popFirst() {
      (format, wasStopped) = (nil, false)
      // Who types has seen what failed, and may have mended the script.
      if text.source.isTerminal { failedExclusions = [] }
      let above = reader.take(for: statement.span)
      comments.read(walk.isRunning ? above : [])
      do throws(Stop) {
        let code = try await step(statement, &walk, text)
        exit = exit.gravest(code)
        // A line in quotes may have met what no script goes on after.
        if code != .done, !continuesOnError || wasStopped { stoppedAt = statement }
      } catch {
        let stop = Task.isCancelled ? error.ofCancelledLine : error
        await tell(stop, of: text, statement: statement.span)
        exit = exit.gravest(DiagnosticWords.exitCode(of: stop))
        wasStopped = stop.isFailedAssertion
        if continuesOnError { await guardPeople(after: statement, from: text.source) }
        if !continuesOnError || exit == .interrupted || wasStopped { stoppedAt = statement }
      }
      guard stoppedAt == nil else { break }
    }
    if exit == .done { comments.read(reader.rest()) }
    if let stoppedAt { await tellUnrun(rest, behind: stoppedAt, walk, of: text) }
    return exit
  }

  /// Whether an error does not stop what is being run.
  var continuesOnError: Bool {
    scripts.last { $0.continuesOnError != nil }?.continuesOnError ?? settings.continuesOnError
  }

  /// Runs a command, reads one that is skipped, or goes on in the blocks.
  private func step(_ statement: Statement, _ walk: inout BlockWalk, _ text: RunningText)
    async throws(Stop) -> ExitCode
  {
    guard let word = statement.blockWord else {
      guard walk.isRunning else {
        try readSkipped(statement, text.source)
        return .done
      }
      return try await run(statement, at: position(of: statement, text), from: text.source)
    }
    let decides: Bool
    switch word {
    case .if:
      decides = walk.isRunning
      walk.enter()
    case .elseIf, .else: decides = walk.next()
    case .end:
      walk.leave()
      decides = false
    }
    guard decides else {
      try readSkipped(statement, text.source)
      return .done
    }
    walk.decide(try await holds(statement, text))
    return .done
  }

  /// Where a command stands in its source: its line, or at the prompt the step it would be.
  private func position(of statement: Statement, _ text: RunningText) -> Int {
    text.source.isTerminal ? timeline.number + 1 : text.line(of: statement.span.lower)
  }

  /// Reads a command that does not run: its words must be right, whatever they would mean.
  private func readSkipped(_ statement: Statement, _ source: LineSource) throws(Stop) {
    do throws(SyntaxError) {
      _ = try registry.parser(at: source).check(statement) { variables[$0] }
    } catch {
      throw .syntax(error)
    }
  }

  /// Whether the condition of a branch holds; that of `else` alone does.
  private func holds(_ statement: Statement, _ text: RunningText) async throws(Stop) -> Bool {
    guard !Task.isCancelled else { throw .interrupted }
    let parsed = try parse(statement, text.source)
    if mode.echoesLines, !text.source.isTerminal { await echo(statement) }
    guard let condition = parsed.arguments[IfCommand.condition] else { return true }
    let context = context(for: parsed, at: position(of: statement, text), from: text.source)
    return try await judge(condition, in: context).holds
  }
}

extension Stop {
  /// Whether it is one that no script goes on after.
  var isFailedAssertion: Bool {
    if case .refusal(.assertionFailed, _) = self { true } else { false }
  }
}
