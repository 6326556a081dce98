import CRMShell
import CRMShellTesting
import CommandLanguage
import ImportEngine
import Reporting
import Testing

/// Which lines are kept, where, and what `history` shows of them.
@Suite struct LineHistoryTests {
  private static let hexadecimal = String(repeating: "0123456789abcdef", count: 2)
  private static let token = "1000.\(hexadecimal).\(hexadecimal)"

  @Test(arguments: [
    "list users", "lis users", "sync everything now", "rollback", "# a note", "login work --dc eu",
    "login", "logout work",
    "select users where", "select \"", "conect sandbox", "import --portal 5", "list; status",
    "login work --secrets FILE # later", "let code=$other",
    "let code=$other_0123456789abc",
    "echo the bearer of 0123456789abcdefgh",
    "connect http://127.0.0.1:8080", "select ana@x.com, 1000.5@x.com",
    "select users where city = \"Bern", "role \"Team Lead\"er", "let secretary=ana@x.com",
    "let team=\"token ring\"", "echo $password", "select users where token != 3",
  ])
  func `a line is kept, right or wrong`(line: String) {
    #expect(CommandRegistry.builtin.mayKeep(line))
  }

  @Test(arguments: [
    "login work --client-secret 0123abcd", "login work --dc eu 1000.c0de.ab12", "login --code",
    "login work --dc --yes", "logi work 1000.c0de.ab12", "logn work 1000.c0de.ab12",
    "list; login work --code=1000.c0de.ab12", "login a b\nlist", "login work --dc \"eu",
    "1000.d8e0a1c2f3.0b1c2d3e4f", "Tr0ub4dor&3", "login work 1000.c0de.ab12\u{A0}",
    "connect http://u:SECRET@127.0.0.1:9/", "let token=\"\(Self.token)\"",
    "echo Zoho-oauthtoken \(Self.token)", "if count users > 3\n  echo \(Self.token)\nend",
    "let password=hunter2", "let a=1 DB_PASSWORD=x", "let clientSecret = \"x y\"", "let api_key=0",
    "let tokens=a,b", "list --password hunter2", "connect work --access-token=x",
    "alias in='let pwd=hunter2'", "source load.crmsh token2=abc", "if $a = 1\n  let secret=x\nend",
    "set token=0123456789abcdefgh", "let client_secret='0123456789abcdefgh'",
    "echo \"Authorization: Bearer 0123456789abcdefgh\"",
    "echo Zoho-oauthtoken 0123456789abcdefgh", "1000.c0de.ab12\u{200B}", "\"pa\"ss",
    "list; \"pa\"ss", "logi work 1000.c0de.ab12\u{A0}", "signin work 1000.c0de.ab12",
  ])
  func `a line that may hold a secret is not`(line: String) {
    #expect(!CommandRegistry.builtin.mayKeep(line))
  }

  @Test func `lines are kept by sign-in, those of all rehearsals together`() async throws {
    let scene = try Scene()
    #expect(await scene.interpreter.historyPlace == nil)
    await scene.run("connect sandbox")
    #expect(await scene.interpreter.historyPlace == "sandbox")
    await scene.run("connect http://127.0.0.1:8080")
    #expect(await scene.interpreter.historyPlace == "sandbox")
    await scene.run("login work --dc eu --secrets secrets.txt --yes", "connect work")
    #expect(await scene.interpreter.historyPlace == "work")
    await scene.run("disconnect")
    #expect(await scene.interpreter.historyPlace == nil)
  }

  @Test func `history shows the newest lines last, of the place that is connected`() async throws {
    let scene = try Scene()
    #expect(
      await scene.output(of: "history 2 --format csv").standardOutput == """
        number,time,line
        2,2026-01-01T09:00:00Z,connect sandbox
        3,2026-01-01T09:01:00Z,login work --dc eu

        """)
    await scene.run("connect sandbox")
    let json = await scene.output(of: "history --format json").standardOutput
    #expect(json.contains(#""line":"role Manager for (\n  selected\n)""#), "\(json)")
    #expect(!json.contains("connect"))
    #expect(await scene.output(of: "history").standardOutput.contains("3 of 3 lines"))
  }

  @Test(arguments: [
    ("history search SANDBOX", ["2"]), ("history search eu login", ["3"]),
    ("history search e", ["1", "2", "3"]), ("history search 'work --dc'", ["3"]),
  ])
  func `search finds the lines with every word`(line: String, numbers: [String]) async throws {
    let told = await (try Scene()).output(of: "\(line) --format tsv").standardOutput
    let found = told.split(separator: "\n").dropFirst().map { String($0.prefix { $0 != "\t" }) }
    #expect(found == numbers)
  }

  @Test func `nothing found is said, and is an empty list`() async throws {
    let scene = try Scene()
    #expect(
      await scene.output(of: "history search nothing").standardOutput == "No line holds that.\n")
    let json = await scene.output(of: "history search nothing --format json").standardOutput
    #expect(json.filter { !$0.isWhitespace } == "[]")
    var options = Scene.Options()
    options.history = MemoryHistory()
    let empty = try Scene(options)
    #expect(await empty.output(of: "history").standardOutput == "No lines are kept here yet.\n")
    #expect(await empty.output(of: "history 0").exit == .usage)
    #expect(await empty.output(of: "history search").exit == .usage)
  }

  @Test func `a file that can't be read is told`() async throws {
    var options = Scene.Options()
    options.history = MemoryHistory(
      failure: .unreadable(path: "/state/history", reason: "it belongs to somebody else"))
    let told = await (try Scene(options)).output(of: "history")
    #expect(told.exit != .done)
    #expect(told.standardError.contains("/state/history: it belongs to somebody else"))
  }

  @Test func `what was typed before comes first in Tab`() async throws {
    let scene = try Scene()
    await scene.run("connect sandbox")
    func first() async -> String? {
      let line = "assign "
      return await scene.interpreter.assistant(files: { _ in [] })
        .completion(of: line, at: line.count).candidates.first?.insertion
    }
    let projects = await scene.interpreter.assistant(files: { _ in [] })
      .completion(of: "assign ", at: 7).candidates.filter { $0.refusal == nil }.map(\.insertion)
    #expect(projects.count > 2)
    let last = try #require(projects.last)
    #expect(await first() == projects.first)
    await scene.interpreter.remember(["assign \(last)", "assign \(last) for staged"])
    #expect(await first() == last)
  }

  @Test func `the line that asks is no answer to itself`() async throws {
    let line = "history search connect"
    var options = Scene.Options()
    options.history = MemoryHistory([
      nil: [
        TypedLine("connect sandbox", at: nil), TypedLine("help", at: nil), TypedLine(line, at: nil),
      ]
    ])
    let told = await (try Scene(options)).output(of: line, from: .terminal).standardOutput
    #expect(told.contains("connect sandbox") && !told.contains("search"), "\(told)")
    #expect(told.contains("1 of 2 lines"))
  }

  /// A shell whose lines are kept before they run, as those of the prompt are.
  private struct Desk {
    let history: MemoryHistory
    let scene: Scene

    init(_ lines: [String]) throws {
      history = MemoryHistory([nil: lines.map { TypedLine($0, at: nil) }])
      var options = Scene.Options()
      options.history = history
      scene = try Scene(options)
    }

    @discardableResult
    func type(_ line: String) async -> (
      standardOutput: String, standardError: String, exit: ExitCode
    ) {
      history.keep(line)
      return await scene.output(of: line, from: .terminal)
    }
  }

  @Test func `edit opens the line that history showed as that number`() async throws {
    let desk = try Desk(["echo a", "edit 4", "echo c", "echo d", "echo e"])
    let shown = await desk.type("history --format csv").standardOutput
    #expect(shown.contains("4,,echo d\n"), "\(shown)")
    // It stood before, and moved every number behind it.
    await desk.type("edit 4")
    #expect(desk.scene.editor.opened == ["echo d"])
    await desk.type("echo f")
    await desk.type("edit 3")
    #expect(desk.scene.editor.opened == ["echo d", "echo c"])
    let refused = await desk.type("edit 99")
    #expect(refused.standardError.contains("there is no line 99: history goes to 6"), "\(refused)")
  }

  @Test func `a full history moves no line to another number while it is looked at`() async throws {
    let desk = try Desk(["echo a", "echo b", "echo c"])
    await desk.type("set history-size=3")
    await desk.type("history")
    let shown = await desk.type("history --format csv").standardOutput
    let second = try #require(
      shown.split(separator: "\n").first { $0.hasPrefix("2,") }?.split(separator: ",").last)
    await desk.type("edit 2")
    #expect(desk.scene.editor.opened == [String(second)])
  }

  @Test func `where nothing was shown the line itself has no number`() async throws {
    let desk = try Desk(["echo a", "echo b"])
    await desk.type("edit 2")
    #expect(desk.scene.editor.opened == ["echo b"])
    let refused = await desk.type("edit 4")
    #expect(refused.exit != .done)
    #expect(desk.scene.editor.opened == ["echo b"])
  }
}
