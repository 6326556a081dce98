import CommandLanguage
import Glibc
import Testing

@testable import LineEditing

/// Lines kept in files, and what changes around a line while it is typed.
extension LineEditorTests {
  private static let up = "\u{1B}[A"

  /// Runs a body with the paths of two history files that are not there yet.
  private func withFiles(_ body: (_ one: String, _ two: String) async throws -> Void) async throws {
    var template = Array("/tmp/crmsh-places-XXXXXX".utf8CString)
    let folder = String(cString: try #require(mkdtemp(&template)))
    defer {
      for name in ["one", "two"] { unlink("\(folder)/\(name)") }
      rmdir(folder)
    }
    try await body("\(folder)/one", "\(folder)/two")
  }

  private func enter(_ keys: String, _ harness: TerminalHarness) async throws -> LineInput {
    let input = try await harness.begin()
    try await harness.type(keys + "\r")
    return await input.value
  }

  @Test(arguments: [LineEditorOptions.EditingMode.emacs, .vi])
  func `each place has its lines, in any mode`(mode: LineEditorOptions.EditingMode) async throws {
    try await withFiles { one, two in
      let old = HistoryFile(path: two)
      for text in ["old", "older \u{1B}]0;title\u{7}", "old"] {
        try old.append(HistoryEntry(text, at: 5))
      }
      let harness = try TerminalHarness(
        options: LineEditorOptions(historyFile: one, editingMode: mode, readsEditrc: false),
        shouldRecord: { !$0.hasPrefix("secret") })
      #expect(harness.editor.keptLines.lines == [])
      for line in ["first", "secret", " blank"] {
        #expect(try await enter(line, harness) == .line(line))
      }
      let kept = harness.editor.useHistory(file: two)
      #expect(kept.lines == ["older \u{1B}]0;title\u{7}", "old"] && kept.failure == nil)
      #expect(try await enter(Self.up, harness) == .line("old"), "the same line is kept once")
      #expect(try await enter("second", harness) == .line("second"))
      if mode == .vi {
        // libedit's own walk: Escape, k.
        #expect(try await enter("\u{1B}kk", harness) == .line("old"))
      }
      _ = harness.editor.useHistory(file: one)
      #expect(try await enter(Self.up, harness) == .line("first"))
      #expect(try await enter(Self.up + Self.up, harness) == .line("first"))
      _ = harness.editor.useHistory(file: nil)
      #expect(try await enter(Self.up, harness) == .line("first"), "what is in memory stays")
      #expect(try await enter("unkept", harness) == .line("unkept"))
      #expect(try HistoryFile(path: one).load(limit: 9).map(\.text) == ["first"])
      let texts = try old.load(limit: 9).map(\.text)
      #expect(texts.filter { $0 != "old" } == ["older \u{1B}]0;title\u{7}", "second"])
      await harness.editor.close()
    }
  }

  @Test func `a place that can't be had is told, and lines stay in memory`() async throws {
    let harness = try TerminalHarness()
    #expect(try await enter("before", harness) == .line("before"))
    let path = "/tmp/crmsh-no-such-folder/history"
    #expect(harness.editor.useHistory(file: path).failure == .system(path: path, errno: ENOENT))
    #expect(try await enter("one", harness) == .line("one"))
    #expect(try await enter(Self.up, harness) == .line("one"))
    #expect(try await enter(Self.up + Self.up, harness) == .line("before"))
    await harness.editor.close()
  }

  @Test(arguments: [LineEditorOptions.EditingMode.emacs, .vi])
  func `a line entered again stands once among the others`(
    mode: LineEditorOptions.EditingMode
  ) async throws {
    let harness = try TerminalHarness(
      options: LineEditorOptions(editingMode: mode, readsEditrc: false))
    for line in ["one", "two", "one"] { _ = try await enter(line, harness) }
    // libedit's own walk: Escape, k.
    let older = mode == .vi ? "\u{1B}kkk" : Self.up + Self.up + Self.up
    #expect(try await enter(older, harness) == .line("two"))
    await harness.editor.close()
  }

  @Test func `a file that somebody holds costs that line alone, and is told once`() async throws {
    try await withFiles { one, _ in
      let harness = try TerminalHarness(
        options: LineEditorOptions(historyFile: one, readsEditrc: false))
      let holder = open(one, O_RDONLY)
      defer { close(holder) }
      try #require(flock(holder, LOCK_EX) == 0)
      let begin = ContinuousClock.now
      for line in ["first", "second"] { #expect(try await enter(line, harness) == .line(line)) }
      #expect(ContinuousClock.now - begin < .seconds(8))
      #expect(try await enter(Self.up + Self.up, harness) == .line("first"))
      try #require(flock(holder, LOCK_UN) == 0)
      _ = try await enter("third", harness)
      #expect(try HistoryFile(path: one).load(limit: 9).map(\.text) == ["third"])
      await harness.editor.close()
      harness.look()
      let told = harness.screen.lines.filter { $0.contains("lines are kept in memory alone") }
      #expect(told.count == 1)
    }
  }

  @Test func `a file that goes away while a session runs is made again`() async throws {
    try await withFiles { one, _ in
      let harness = try TerminalHarness(
        options: LineEditorOptions(historyFile: one, readsEditrc: false))
      _ = try await enter("first", harness)
      unlink(one)
      _ = try await enter("second", harness)
      #expect(try HistoryFile(path: one).load(limit: 9).map(\.text) == ["second"])
      await harness.editor.close()
    }
  }

  @Test func `the right end changes while a line is typed, and lines come above it`() async throws {
    let harness = try TerminalHarness(columns: 40)
    let input = try await harness.begin(decoration: LineDecoration(right: "14:02"))
    try await harness.type("assign 日本\u{1B}[D")
    try await harness.waits { $0.lines.last?.hasSuffix("14:02") == true && $0.column == 12 }
    harness.editor.showRight("\u{1B}[33mrun 3 open\u{1B}[0m · 14:03")
    try await harness.waits { $0.lines.last?.hasSuffix("run 3 open · 14:03") == true }
    #expect(harness.screen.lines.last?.hasPrefix("p> assign 日本 ") == true)
    #expect(harness.screen.column == 12, "the cursor stays")
    harness.editor.post("run 4 of this portal has begun in another shell")
    try await harness.waits { $0.lines.count == 3 && $0.column == 12 }
    #expect(harness.screen.lines[0] == "run 4 of this portal has begun in anothe")
    #expect(harness.screen.lines.last?.hasSuffix("run 3 open · 14:03") == true)
    try await harness.type("x\r")
    #expect(await input.value == .line("assign 日x本"))
    harness.editor.showRight("between two lines")
    let next = try await harness.begin()
    try await harness.type("y\r")
    #expect(await next.value == .line("y"))
    await harness.editor.close()
    harness.look()
    #expect(!harness.screen.lines.contains { $0.contains("between") })
  }

  /// A title is set by OSC 0, 1 or 2 in ESC and C1 form, or pushed by `CSI t`.
  @Test(arguments: [
    "\u{1B}]0;owned\u{7}", "\u{1B}]2;owned\u{1B}\\", "\u{9D}0;owned\u{9C}", "\u{1B}[22;0t",
    "\u{1B}kowned\u{1B}\\",
  ])
  func `nothing that comes from elsewhere sets the title`(title: String) async throws {
    try await withFiles { one, _ in
      try HistoryFile(path: one).append(HistoryEntry("kept \(title)", at: nil))
      let harness = try TerminalHarness(
        options: LineEditorOptions(historyFile: one, readsEditrc: false),
        assistant: WordAssistant(
          words: ["who \(title)", "whom"], detail: title,
          behind: LineHint(syntax: title, consequence: title)))
      let input = try await harness.begin(
        "\(title)> ", decoration: LineDecoration(right: title))
      harness.editor.showRight("\(title)!")
      try await harness.type("who\t\t")
      try await harness.waits { $0.lines.contains { $0.contains("whom") } }
      try await harness.type("\u{7}\u{15}\(Self.up)")
      try await harness.waits { $0.lines.last?.contains("kept") == true }
      try await harness.type("\u{15}\u{1B}[200~\(title)\u{1B}[201~\r")
      _ = await input.value
      await harness.editor.close()
      harness.look()
      #expect(harness.screen.unknown.isEmpty, "\(harness.screen.unknown)")
    }
  }
}
