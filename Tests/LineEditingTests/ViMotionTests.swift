import Testing

@testable import LineEditing

/// Rows of one entry, in vi's keys.
extension LineEditorTests {
  @Test func `k and j of vi go through the rows of an entry before they leave it`() async throws {
    let harness = try TerminalHarness(
      options: LineEditorOptions(editingMode: .vi, readsEditrc: false))
    for line in ["oldest", "older", "newest"] {
      let input = try await harness.begin()
      try await harness.type(line + "\r")
      #expect(await input.value == .line(line))
    }
    let input = try await harness.begin()
    // Two rows by a paste; the cursor is in the second.
    try await harness.type("\u{1B}[200~one\nsecond\u{1B}[201~\u{1B}")
    try await harness.waits { $0.lines.suffix(2) == ["p> one", "second"] && $0.column == 5 }
    try await harness.type("k")
    try await harness.waits { $0.lines.suffix(2) == ["p> one", "second"] && $0.column == 5 }
    try await harness.type("jkx")
    try await harness.waits { $0.lines.suffix(2) == ["p> on", "second"] }
    try await harness.type("k")
    try await harness.waits(for: "p> newest")
    try await harness.type("2k")
    try await harness.waits(for: "p> oldest")
    try await harness.type("3j")
    try await harness.waits { $0.lines.suffix(2) == ["p> on", "second"] }
    try await harness.type("k-+\r")
    #expect(await input.value == .line("newest"))
    await harness.editor.close()
  }
}
