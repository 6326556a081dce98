import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// A terminal that goes away without a signal, as one does that is not the controlling one.
@Suite(CrmshBinary.isBuilt)
struct LostTerminalTests {
  /// Not what was waited for.
  private struct Missing: Error { let text: String }

  private final class Window {
    let process: ChildProcess
    private var controller: Int32
    private var text = ""

    private let prompt: String

    /// `prompt`: what shows that a line is waited for.
    init(in home: ShellHome, term: String = "xterm", prompt: String = Terminal.editing) throws {
      self.prompt = prompt
      var (controller, terminal) = (Int32(-1), Int32(-1))
      var size = winsize(ws_row: 24, ws_col: 100, ws_xpixel: 0, ws_ypixel: 0)
      try #require(openpty(&controller, &terminal, nil, nil, &size) == 0)
      for end in [controller, terminal] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      defer { Glibc.close(terminal) }
      self.controller = controller
      process = try ChildProcess(
        ChildProcess.Launch(
          executable: try #require(CrmshBinary.path),
          arguments: ["--state", home.state, "--set", "hints=off", "--set", "highlight=off"],
          environment: home.environment.merging(["TERM": term]) { $1 }, directory: home.folder,
          streams: [terminal, terminal, terminal], limit: 40))
    }

    deinit { close() }

    func enter(_ line: String) throws {
      let bytes = Array((line + "\r").utf8)
      text = ""
      try #require(write(controller, bytes, bytes.count) == bytes.count)
      try waitForPrompt()
    }

    func waitForPrompt() throws {
      var bytes = [UInt8](repeating: 0, count: 4096)
      while !text.contains(prompt) {
        var ready = pollfd(fd: controller, events: Int16(POLLIN), revents: 0)
        guard poll(&ready, 1, 20_000) > 0 else { throw Missing(text: text) }
        let count = read(controller, &bytes, bytes.count)
        guard count > 0 else { throw Missing(text: text) }
        text += String(decoding: bytes[..<count], as: UTF8.self)
      }
    }

    func close() {
      if controller >= 0 { Glibc.close(controller) }
      controller = -1
    }
  }

  @Test(arguments: [true, false])
  func `it ends the shell as a hang-up does, people staged or not`(isStaged: Bool) async throws {
    let home = try ShellHome()
    let window = try Window(in: home)
    try window.waitForPrompt()
    if isStaged {
      try window.enter("connect sandbox")
      try window.enter("role Employee for where crm.role = Engineer and crm.status = active")
    }
    window.close()
    #expect(await window.process.exitCode() == 128 + SIGHUP)
  }

  @Test func `it ends a shell without line editing as well`() async throws {
    let home = try ShellHome()
    let window = try Window(in: home, term: "dumb", prompt: "crmsh> ")
    try window.waitForPrompt()
    window.close()
    #expect(await window.process.exitCode() == 128 + SIGHUP)
  }
}
