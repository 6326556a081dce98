import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

/// `watch [SECONDS] 'LINE'`
struct WatchCommand: ServiceCommand {
  private static let seconds = Parameter<Int>.number("seconds", label: "SECONDS", range: 2...3600)
  private static let line = Parameter<Word>.word("line", label: "'LINE'", kind: .line)
  /// So often where no number is given.
  private static let usual = 10

  /// The commands that change nothing, hence may run unseen again and again.
  private static let reading = [
    "list", "count", "show", "explain", "status", "doctor", "preview", "runs", "report", "history",
    "refresh",
  ]

  var declaration: Declaration {
    Declaration(
      "watch", chapter: .shell, summary: "run a line that reads again and again, until ^C",
      details: [
        "Every \(Self.usual) seconds, or every SECONDS, 2 to 3600. The line stands in quotes; it may hold \(Self.reading.joined(separator: ", ")), and writes no file.",
        "Where the terminal can, each round stands in the place of the one before. A round that fails is told, and the next one tried; ^C ends it with exit 0, and the session stays.",
      ],
      syntax: .sequence([.optional(Self.seconds.syntax), Self.line.syntax]),
      requires: [.terminal], hasOutput: false)
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    guard let word = arguments[Self.line] else { return Reply(Report()) }
    let statements = try shell.statements(quoted: word, from: context.source)
    for statement in statements { try Self.check(statement, word, shell, context) }
    let outer = shell.format
    shell.isWatching = true
    defer { (shell.format, shell.isWatching) = (outer, false) }
    let code = await rounds(
      statements, seconds: arguments[Self.seconds] ?? Self.usual, context, shell)
    await shell.surroundings.console.endRounds()
    return Reply(Report(), exit: code)
  }

  /// Runs the lines until they are cancelled, or can't be right in any round.
  private func rounds(
    _ statements: [Statement], seconds: Int, _ context: EditContext, _ shell: isolated Interpreter
  ) async -> ExitCode {
    var round = 0
    repeat {
      round += 1
      await shell.surroundings.console.beginRound()
      await Self.head(of: round, every: seconds, shell)
      for statement in statements {
        do throws(Stop) {
          _ = try await shell.run(
            statement, at: context.origin.position, from: context.source)
        } catch {
          guard !Task.isCancelled else { break }
          await shell.tell(
            error, statement.source, context.source,
            statement: Span(0, statement.source.unicodeScalars.count))
          if error.isInEveryRound { return DiagnosticWords.exitCode(of: error) }
          break
        }
      }
    } while await shell.surroundings.clock.sleep(milliseconds: Int64(seconds) * 1000)
    await shell.surroundings.console.note("Watched for \(round, "round", "rounds").")
    return .done
  }

  /// Refuses a command that does more than read.
  private static func check(
    _ statement: Statement, _ word: Word, _ shell: isolated Interpreter, _ context: EditContext
  ) throws(Stop) {
    let parsed: ParsedCommand
    let line = shell.line(quoted: word, from: context.source)
    do throws(Stop) {
      parsed = try shell.parse(statement, context.source)
    } catch {
      throw error.moved { shell.place(of: $0, in: line, quoted: word) }
    }
    let name = parsed.declaration.name
    guard reading.contains(name) else {
      throw .refusal(
        .notWatched(name, watched: reading),
        at: shell.place(of: statement.span, in: line, quoted: word))
    }
    guard parsed.redirect == nil, !parsed.arguments.has("html") else {
      throw .refusal(.watchedWrites(name), at: word.span)
    }
  }

  /// The line above a round's result.
  private static func head(of round: Int, every seconds: Int, _ shell: isolated Interpreter) async {
    guard !shell.settings.format.isForPrograms else { return }
    let time = shell.surroundings.clock.wallSeconds
    let words: Text =
      "\("-- ", .dim)\(time: time, .dim)\(", round \(round), every \(seconds) s until ^C", .dim)"
    await shell.surroundings.console.show(
      Report([.sentence(words)]).rendered(as: .table, style: shell.style))
  }
}

extension Stop {
  /// Whether the words of a line that only reads are wrong, whatever CRM and the portal have.
  fileprivate var isInEveryRound: Bool {
    switch self {
    case .syntax: true
    case .refusal(let refusal, _):
      switch refusal {
      case .unknownField, .fieldOfOtherKind, .ambiguousField, .wrongValue, .wrongComparison,
        .badPattern, .notConnected:
        true
      default: false
      }
    default: false
    }
  }
}
