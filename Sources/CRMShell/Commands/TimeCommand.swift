import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

/// `time 'LINE'`
struct TimeCommand: ServiceCommand {
  static let line = Parameter<Word>.word("line", label: "'LINE'", kind: .line)

  var declaration: Declaration {
    Declaration(
      "time", chapter: .shell,
      summary: "run a line, then tell how long it took and how many requests it made",
      details: [
        "The line stands in quotes, and means what it would mean by itself; time ends with its exit code. Requests are those of the connection, reads and writes, each retry counted; they are told also where the line failed."
      ],
      syntax: Self.line.syntax,
      examples: [
        CommandExample(
          given: ["connect sandbox"], "time 'count users where crm.role = \"Sales Rep\"'",
          prints: "0 requests"),
        CommandExample("time 'connect sandbox; status'", prints: "requests"),
      ])
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    guard let word = arguments[Self.line] else { return Reply(Report()) }
    if word.text.unicodeScalars.allSatisfy(\.properties.isWhitespace) {
      _ = try shell.statements(quoted: word, from: context.source)
    }
    let clock = shell.surroundings.clock
    let services = shell.services
    let connections = shell.connections
    let before = await services?.requestCount() ?? 0
    let began = clock.uptime
    let exit = await shell.run(quoted: word, from: context.source)
    let milliseconds = Int(clock.uptime - began)
    var requests = await services?.requestCount() ?? 0
    requests -= before
    if shell.connections != connections {
      // Another connection counts from nothing.
      requests += await shell.services?.requestCount() ?? 0
    }
    return Reply(
      .sentence(
        "Took \(Self.seconds(milliseconds)) s, \(requests, "request", "requests").",
        data: [
          "line": .string(word.text), "exit_code": .integer(Int(exit.rawValue)),
          "milliseconds": .integer(milliseconds), "requests": .integer(requests),
        ]), exit: exit)
  }

  /// Seconds with three digits behind the point.
  private static func seconds(_ milliseconds: Int) -> String {
    let rest = String(milliseconds % 1000)
    return "\(milliseconds / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
  }
}
