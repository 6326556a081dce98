import Glibc
import Testing

@testable import LineEditing

struct PlainLineReaderTests {
  /// What a reader makes of bytes that arrive through a pipe.
  private func lines(_ bytes: [UInt8], limit: Int = 100) async throws -> [String] {
    var ends: [Int32] = [-1, -1]
    try #require(pipe(&ends) == 0)
    defer { close(ends[0]) }
    try #require(write(ends[1], bytes, bytes.count) == bytes.count)
    close(ends[1])
    let reader = PlainLineReader(input: ends[0], limit: limit)
    var lines: [String] = []
    while let line = try await reader.next() { lines.append(line) }
    #expect(try await reader.next() == nil)
    return lines
  }

  @Test(arguments: [
    ("", []), ("a\n", ["a"]), ("a\r\nb", ["a", "b"]), ("\n\na\rb\n", ["", "", "a\rb"]),
    ("\u{FEFF}a\n\u{FEFF}b\n", ["a", "\u{FEFF}b"]), ("日本é\n", ["日本é"]),
  ])
  func `lines end as files end them`(text: String, expected: [String]) async throws {
    #expect(try await lines(Array(text.utf8)) == expected)
  }

  @Test func `no UTF-8 and no end are errors with the line`() async throws {
    await #expect(throws: LineReadFailure.notUTF8(line: 2)) {
      try await lines([0x61, 0x0A, 0xC3, 0x28, 0x0A])
    }
    await #expect(throws: LineReadFailure.tooLong(line: 2, limit: 4)) {
      try await lines(Array("1234\n12345".utf8), limit: 4)
    }
    let closed = PlainLineReader(input: -1)
    await #expect(throws: LineReadFailure.system(errno: EBADF)) { try await closed.next() }
  }

  @Test func `behind a line that is no UTF-8 stands the next one`() throws {
    var assembler = LineAssembler(limit: 10)
    assembler.append([0xFF, 0x0A, 0x62, 0x0A])
    #expect(throws: LineReadFailure.notUTF8(line: 1)) { try assembler.next(atEnd: false) }
    #expect(try assembler.next(atEnd: false) == "b")
  }

  @Test func `pieces make the same lines as the whole`() throws {
    var assembler = LineAssembler(limit: 10)
    var lines: [String] = []
    for byte in Array("ab\r\n日\n\nend".utf8) {
      assembler.append([byte])
      while let line = try assembler.next(atEnd: false) { lines.append(line) }
    }
    while let line = try assembler.next(atEnd: true) { lines.append(line) }
    #expect(lines == ["ab", "日", "", "end"])
  }

  @Test func `no editor where there is no terminal`() throws {
    var ends: [Int32] = [-1, -1]
    try #require(pipe(&ends) == 0)
    defer { for end in ends { close(end) } }
    #expect(!LineEditor.isUsable(input: ends[0], output: ends[1], term: "xterm"))
    #expect(throws: LineEditorFailure.unusableTerminal) {
      try LineEditor(options: LineEditorOptions(), input: ends[0], output: ends[1]) {
        WordAssistant(words: [])
      }
    }
  }
}
