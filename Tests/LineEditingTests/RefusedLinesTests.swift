import Glibc
import Testing

@testable import LineEditing

/// Lines that did not run: they are kept and found, and suggested to nobody.
extension LineEditorTests {
  private func enter(_ keys: String, _ harness: TerminalHarness, ran: Bool = true) async throws {
    let input = try await harness.begin()
    try await harness.type(keys + "\r")
    _ = await input.value
    harness.editor.finished(code: ran ? 0 : 2, ran: ran)
  }

  @Test func `what was refused is found by Up and not suggested, until it runs`() async throws {
    var template = Array("/tmp/crmsh-refused-XXXXXX".utf8CString)
    let folder = String(cString: try #require(mkdtemp(&template)))
    let path = folder + "/history"
    defer {
      unlink(path)
      rmdir(folder)
    }
    let options = LineEditorOptions(historyFile: path, readsEditrc: false)
    for isNewSession in [false, true] {
      let harness = try TerminalHarness(options: options)
      if !isNewSession {
        try await enter("selct all", harness)
        try await enter("selct all", harness, ran: false)
      }
      let input = try await harness.begin()
      try await harness.type("sel\u{6}\r")
      #expect(await input.value == .line("sel"), "there is nothing to take")
      try await enter("sel\u{1B}[A", harness, ran: false)
      await harness.editor.close()
    }
    let kept = try HistoryFile(path: path).load(limit: 9)
    #expect(kept.map(\.text) == ["sel", "selct all"])
    #expect(kept.map(\.isRefused) == [false, true])
    let harness = try TerminalHarness(options: options)
    try await enter("selct all", harness)
    let input = try await harness.begin()
    try await harness.type("selc\u{6}\r")
    #expect(await input.value == .line("selct all"))
    await harness.editor.close()
    #expect(try HistoryFile(path: path).load(limit: 9).last?.isRefused == false)
  }
}
