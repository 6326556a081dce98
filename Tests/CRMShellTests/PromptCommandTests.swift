import CRMShellTesting
import CommandLanguage
import Testing

@testable import CRMShell

/// What stands for lines at the prompt, and lines that other ones hold in quotes.
@Suite struct PromptCommandTests {
  private static let aliases: Aliases = {
    var aliases = Aliases()
    aliases.set("st", to: "status; count staged")
    aliases.set("Mine", to: "list users where")
    aliases.set("list", to: "list limit 1")
    return aliases
  }()

  @Test(arguments: [
    ("st", "status; count staged"), ("ST", "status; count staged"),
    (" st ", " status; count staged "),
    ("st --format json", "status; count staged --format json"),
    ("st>f.txt", "status; count staged>f.txt"), ("mine role = x", "list users where role = x"),
    ("echo x; st; echo st", "echo x; status; count staged; echo st"),
    ("st # st", "status; count staged # st"), ("list", "list limit 1"),
    ("étage; st", "étage; status; count staged"),
    // No first word, another word, a quoted one, a text that can't be split.
    ("echo st", "echo st"), ("st@x.com", "st@x.com"), ("st,st", "st,st"), ("stx", "stx"),
    ("'st'", "'st'"), ("# st", "# st"), ("", ""), ("st \"", "st \""),
  ])
  func `a name is written out as the first word alone, and once`(typed: String, meant: String) {
    #expect(Self.aliases.expanded(typed) == meant)
  }

  @Test func `a name is offered, and is no mistake`() {
    let assistant = Company.assistant(aliases: Self.aliases)
    #expect(
      assistant.completion(of: "mi", at: 2).candidates.contains { $0.insertion.hasPrefix("mine") })
    let spans = assistant.colours(of: "mine crm.role = x", isCancelled: { false })
    #expect(spans == [ColouredSpan(Span(0, 4), .command)])
  }

  @Test func `a name is kept as it was typed, and judged as it is meant`() {
    var aliases = Aliases()
    aliases.set("in", to: "login --code")
    let registry = CommandRegistry.builtin
    #expect(!registry.mayKeep(aliases.expanded("in 1000.abc.def")))
    #expect(registry.mayKeep(Self.aliases.expanded("st")))
  }

  @Test func `watch that is cancelled while it reads ends well, and leaves the session`()
    async throws
  {
    let gate = Gate()
    var options = Scene.Options()
    options.onUsers = { await gate.pass() }
    let scene = try Scene(options)
    await scene.run("connect sandbox", "select all as everybody")
    let (session, fetched) = await (scene.interpreter.session, scene.interpreter.fetched)
    await gate.close()
    let task = Task { await scene.interpreter.execute("watch 'refresh'", from: .terminal) }
    while await !gate.hasWaiter { await Task.yield() }
    task.cancel()
    #expect(await task.value == .done)
    #expect(await scene.interpreter.session == session)
    #expect(await scene.interpreter.fetched == fetched)
    let told = scene.console.takeEvents()
    #expect(told.last == .error("Watched for 1 round.\n"))
    #expect(
      !told.contains { if case .error(let text) = $0 { text.contains("error:") } else { false } })
  }

  /// Waits until its task is cancelled, once it was told to; says when it waits.
  private actor Gate {
    private var isClosed = false
    private(set) var hasWaiter = false

    func close() { isClosed = true }

    func pass() async {
      guard isClosed else { return }
      hasWaiter = true
      do { try await Task.sleep(for: .seconds(60)) } catch { return }
    }
  }
}
