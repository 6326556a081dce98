import CRMShell
import CRMShellTesting
import Reporting
import Testing

/// Long output goes through the pager where somebody typed the line, and nowhere else.
@Suite struct PagingTests {
  private func scene(_ pager: MemoryPager?, height: Int? = 10, isTerminal: Bool = true)
    async throws -> Scene
  {
    var options = Scene.Options()
    options.pager = pager
    options.style = OutputStyle(width: 80, height: height, isTerminal: isTerminal)
    let scene = try Scene(options)
    await scene.run("connect sandbox", from: .terminal)
    return scene
  }

  @Test func `what is longer than the terminal is paged, what is shorter is not`() async throws {
    let pager = MemoryPager()
    let scene = try await scene(pager)
    let short = await scene.output(of: "list roles", from: .terminal)
    #expect(short.standardOutput.contains("Manager") && pager.shown.isEmpty)
    let long = await scene.output(of: "list users", from: .terminal)
    #expect(long.standardOutput.isEmpty && pager.shown.count == 1)
    #expect(pager.shown.first?.contains("ana.ruiz@zylker.example") == true)
  }

  @Test func `always pages what is short, off what is long not`() async throws {
    let pager = MemoryPager()
    let scene = try await scene(pager)
    await scene.run("set pager=off", from: .terminal)
    #expect(await !scene.output(of: "list users", from: .terminal).standardOutput.isEmpty)
    #expect(pager.shown.isEmpty)
    await scene.run("set pager=always", from: .terminal)
    let before = pager.shown.count
    await scene.run("list roles", from: .terminal)
    #expect(pager.shown.count == before + 1)
  }

  @Test(arguments: [LineSource.standardInput, .commandLine, .script(path: "/x", hash: "")])
  func `no script is paged`(source: LineSource) async throws {
    let pager = MemoryPager()
    let scene = try await scene(pager)
    await scene.run("list users", from: source)
    scene.files.put("list users\n", at: "\(Scene.folder)/long.crmsh")
    await scene.run("source long.crmsh", from: .terminal)
    #expect(pager.shown.isEmpty)
  }

  @Test func `nothing is paged where output is no terminal, goes to a file, or is watched`()
    async throws
  {
    let pager = MemoryPager()
    let piped = try await scene(pager, isTerminal: false)
    await piped.run("list users", from: .terminal)
    let scene = try await scene(pager)
    await scene.run("list users > users.txt", from: .terminal)
    scene.clock.cutOff(after: 0)
    await scene.run("watch 2 'list users'", from: .terminal)
    #expect(pager.shown.isEmpty)
    #expect(scene.console.openRounds == 0)
  }

  @Test func `a pager that is not there is said once, and the output is shown`() async throws {
    let scene = try await scene(MemoryPager(isThere: false))
    let first = await scene.output(of: "list users", from: .terminal)
    #expect(first.standardOutput.contains("ana.ruiz@zylker.example"))
    #expect(first.standardError.contains("less is not there"))
    let second = await scene.output(of: "list users", from: .terminal)
    #expect(!second.standardOutput.isEmpty && second.standardError.isEmpty)
  }
}
