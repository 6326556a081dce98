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
    "list", "\"a", "\"a\"b", "\"\\x\"", "\"\\u12\"", "\"\\ud83d\"", "\"\\ud83d\\u0041\"", "",
    "\"\t\"",
    "\"\\u+123\"", "{}", "{\"time\":5}", "{\"text\":\"a\"", "{\"text\":\"a\"}x", "{\"text\":\"a}",
    "{\"text\":5}", "{\"text\" \"a\"}", "{\"text\":\"a\",}", "{\"text\":\"a\",\"time\":}",
    "{\"text\":\"a\",\"time\":99999999999999999999}", "{\"text\":\"a\",\"time\":1f}",
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

  @Test func `the same line twice is one entry, and the oldest go`() {
    var walk = HistoryWalk(entries: ["a", "b", "c"], limit: 2)
    let isNew = [walk.record("c"), walk.record("d"), walk.record("c")]
    #expect(isNew == [false, true, true])
    #expect(walk.entries == ["d", "c"])
    var none = HistoryWalk(entries: ["a"], limit: 0)
    let isKept = none.record("b")
    #expect(!isKept && none.entries.isEmpty)
  }
}
