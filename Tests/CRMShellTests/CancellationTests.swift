import CRMShell
import CRMShellTesting
import ImportEngine
import Testing

/// `^C` while a line waits: it ends with 130, and the session is as it was.
@Suite struct CancellationTests {
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

  /// Runs a line, cancels it once it waits at the gate, and returns its code.
  private func cancelling(_ line: String, on scene: Scene, at gate: Gate) async -> ExitCode {
    await gate.close()
    let task = Task { await scene.interpreter.execute(line, from: .terminal) }
    while await !gate.hasWaiter { await Task.yield() }
    task.cancel()
    return await task.value
  }

  @Test(arguments: ["connect sandbox", "refresh"])
  func `a cancelled fetch of users leaves the session as it was`(line: String) async throws {
    let gate = Gate()
    var options = Scene.Options()
    options.onUsers = { await gate.pass() }
    let scene = try Scene(options)
    await scene.run("connect sandbox", "select all as everybody")
    let (session, fetched) = await (scene.interpreter.session, scene.interpreter.fetched)
    #expect(await cancelling(line, on: scene, at: gate) == .interrupted)
    #expect(await scene.interpreter.session == session)
    #expect(await scene.interpreter.fetched == fetched)
    #expect(await scene.interpreter.timeline.steps.count == 1)
  }

  @Test(arguments: [
    "list where portal.projects = Website", "select where portal.projects = Website", "refresh",
    "connect sandbox", "preview --fresh",
  ])
  func `a cancelled read of the portal leaves the session as it was`(line: String) async throws {
    let gate = Gate()
    var options = Scene.Options()
    options.onPortalRead = { () async throws(ServiceFailure) in
      await gate.pass()
      if Task.isCancelled { throw .interrupted("cancelled") }
    }
    let scene = try Scene(options)
    await scene.run("connect sandbox", "select all")
    let (session, fetched) = await (scene.interpreter.session, scene.interpreter.fetched)
    #expect(await cancelling(line, on: scene, at: gate) == .interrupted)
    #expect(await scene.interpreter.session == session)
    #expect(await scene.interpreter.fetched == fetched)
  }

  @Test(arguments: [
    "select where portal.projects = Website", "refresh", "connect sandbox", "preview --fresh",
  ])
  func `a line cancelled while its last answer came leaves the session as it was`(line: String)
    async throws
  {
    let gate = Gate()
    var options = Scene.Options()
    options.onPortalRead = { () async throws(ServiceFailure) in await gate.pass() }
    let scene = try Scene(options)
    await scene.run("connect sandbox", "select all")
    let session = await scene.interpreter.session
    let code = await cancelling(line, on: scene, at: gate)
    #expect(code == .interrupted)
    #expect(await scene.interpreter.session == session)
  }

  @Test func `a line of a task that was cancelled before does not run`() async throws {
    let scene = try Scene()
    await scene.run("connect sandbox")
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return await scene.interpreter.execute("select all; role Manager", from: .commandLine)
    }
    task.cancel()
    #expect(await task.value == .interrupted)
    #expect(await scene.interpreter.session == Session())
  }
}
