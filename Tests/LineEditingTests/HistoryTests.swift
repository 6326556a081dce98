import Glibc
import Testing

@testable import LineEditing

struct HistoryTests {
  @Test(arguments: [
    ("list", "\"list\""), ("a\nb", "\"a\\nb\""), ("\"\\", "\"\\\"\\\\\""), ("\t", "\"\\t\""),
    ("\u{1B}\u{7F}", "\"\\u001b\\u007f\""), ("é日😀", "\"é日😀\""), ("", "\"\""),
  ])
  func `an entry is a JSON string`(entry: String, line: String) {
    #expect(HistoryEntryCoding.encode(entry) == line)
    #expect(HistoryEntry(line: line) == HistoryEntry(entry, at: nil), "as it was kept once")
    let dated = HistoryEntry(entry, at: 1_764_326_400)
    #expect(dated.line == "{\"time\":1764326400,\"text\":\(line)}")
    #expect(HistoryEntry(line: dated.line) == dated)
    let refused = HistoryEntry(entry, at: 1_764_326_400, isRefused: true)
    #expect(refused.line == "{\"time\":1764326400,\"text\":\(line),\"refused\":true}")
    #expect(HistoryEntry(line: refused.line) == refused)
    let undated = HistoryEntry(entry, at: nil)
    #expect(HistoryEntry(line: undated.line) == undated)
  }

  @Test func `what other writers may escape is understood`() {
    #expect(HistoryEntry(line: "\"\\/\\b\\f\\r\\u00e9\\ud83d\\ude00\"")?.text == "/\u{8}\u{C}\ré😀")
    #expect(
      HistoryEntry(line: "{\"text\":\"a\",\"exit\":0,\"by\":\"pat\",\"time\":-5}")
        == HistoryEntry("a", at: -5))
  }

  @Test(arguments: [
    "true", "false", "null", "-0.5", "1e400", "12345678901234567890", "2.5E-3", "[]", "{}",
    "[1,[true,{\"text\":\"no\"}],\"]\"]", "{\"text\":\"no\",\"time\":9,\"c\":[{}, null ]}",
  ])
  func `members of any kind are passed over`(value: String) {
    let entry = HistoryEntry("a", at: 7)
    #expect(HistoryEntry(line: "{\"x\":\(value),\"time\":7,\"text\":\"a\"}") == entry)
    #expect(HistoryEntry(line: " { \"time\": 7, \"text\" : \"a\", \"x\": \(value) } ") == entry)
    let untimed = HistoryEntry(line: "{\"time\":\(value),\"text\":\"a\"}")
    #expect(untimed == HistoryEntry("a", at: nil))
  }

  @Test func `members lie within each other only so deep`() {
    func line(_ depth: Int) -> String {
      let (open, close) = (
        String(repeating: "[", count: depth), String(repeating: "]", count: depth)
      )
      return "{\"text\":\"a\",\"x\":\(open)\(close)}"
    }
    #expect(HistoryEntry(line: line(32)) == HistoryEntry("a", at: nil))
    #expect(HistoryEntry(line: line(33)) == nil)
    #expect(HistoryEntry(line: line(1_000_000)) == nil)
  }

  @Test(arguments: [
    "list", "\"a", "\"a\"b", "\"\\x\"", "\"\\u12\"", "\"\\ud83d\"", "\"\\ud83d\\u0041\"", "",
    "\"\t\"",
    "\"\\u+123\"", "{}", "{\"time\":5}", "{\"text\":\"a\"", "{\"text\":\"a\"}x", "{\"text\":\"a}",
    "{\"text\":5}", "{\"text\" \"a\"}", "{\"text\":\"a\",}", "{\"text\":\"a\",\"time\":}",
    "{\"text\":\"a\",\"time\":1f}", "{\"text\":\"a\",\"x\":nil}", "{\"text\":\"a\",\"x\":[1,]}",
    "{\"text\":\"a\",\"x\":[1}", "{\"text\":\"a\",\"x\":-}", "{\"text\":\"a\",\"x\":.5}",
    "{\"text\":\"a\",\"x\":{1:2}}", "{\"text\":\"a\",\"x\":\"\\q\"}",
  ])
  func `what is no entry is none`(line: String) {
    #expect(HistoryEntry(line: line) == nil)
  }

  @Test func `Up and Down walk by prefix and come back to the draft`() {
    var walk = HistoryWalk(entries: ["set a", "list", "set b", "set b", "log"], limit: 10)
    #expect(walk.older(line: "se", beforeCursor: "se") == "set b")
    #expect(walk.older(line: "set b", beforeCursor: "set b") == "set a")
    #expect(walk.older(line: "set a", beforeCursor: "set a") == nil)
    #expect(walk.newer(line: "set a") == "set b")
    #expect(walk.newer(line: "set b") == "se")
    #expect(walk.newer(line: "se") == nil)
    #expect(walk.older(line: "x", beforeCursor: "") == "log")
    #expect(walk.older(line: "log edited", beforeCursor: "l") == "log")
  }

  @Test func `a line is one entry where it was entered last, and the oldest go`() {
    var walk = HistoryWalk(entries: ["a", "b", "c"], limit: 3)
    let changes = [walk.record("c"), walk.record("a"), walk.record("d"), walk.record("c")]
    #expect(changes == [.none, .moved, .added, .moved])
    #expect(walk.entries == ["a", "d", "c"])
    #expect(walk.older(line: "", beforeCursor: "") == "c")
    var none = HistoryWalk(entries: ["a"], limit: 0)
    expect(none.record("b"), .none)
    #expect(none.entries.isEmpty)
  }
}
