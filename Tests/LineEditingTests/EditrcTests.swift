import Glibc
import Testing

@testable import LineEditing

/// Which lines of `~/.editrc` are heeded, judged by the words that libedit makes of them.
struct EditrcTests {
  private func verdicts(_ lines: [String]) -> [EditrcRules.Verdict] {
    var rules = EditrcRules(of: "crmsh")
    return lines.map { rules.judge($0) }
  }

  @Test(arguments: [
    "bind ^W ed-delete-prev-word", "crmsh:bind -v", "bind -v", "bind -s ^X abc",
    "'bind' \"^W\" ed-delete-prev-word", "cr:bind -e", "^cr.*h$:bind -e", "bind -r ^X",
    // The tokenizer takes the backslash away: the key types abcn.
    "bind -s ^X abc\\n", "bind ^M ed-newline", "bind \"^T\" ed-newline", "bind -s ^X ed-command",
    "bind -as ^X abc", "bind -v -s ^G 'x^M'", "bind ^X",
  ])
  func `what binds a key is heeded`(line: String) {
    #expect(verdicts([line]) == [.runs])
  }

  @Test(arguments: [
    "", "  ", "# bind -v", "\t#", "edit on", "other:bind -s ^G 'x^M'", "other:bind -s a a",
    "crmshell:edit off", ":bind -v", "[:bind -v",
  ])
  func `what says nothing here is passed over`(line: String) {
    #expect(verdicts([line]) == [.isNothing])
  }

  @Test(arguments: [
    "bind -s ^X \"abc\\n\"", "bind -s ^X 'a^M'", "bind \"-s\" ^G \"echo X\\n\"",
    "b\"in\"d '-s' ^G 'echo X^J'", "crmsh:bind -a -s ^X 'a\\015'", "bind -s -k up 'a\\12b'",
    "bind -s ^X 'a^*'", "bind -s ^X 'a^-'", "bind -s ^X 'a^j'", "bind -\"s\"x ^X 'a\\r'",
    // What libedit reads as our own key that ends the line.
    "bind -s ^X 'a\\220'", "bind -s ^X 'a\u{90}'", "bind -s ^X 'a^\u{D0}'",
  ])
  func `no key runs a command that nobody looked at`(line: String) {
    #expect(verdicts([line]) == [.leftOut(.runs)])
  }

  @Test func `nor does one by another key that ends the line`() {
    let (text, other) = ("bind -s ^G 'echo X^T'", "bind ^T crmsh-accept")
    #expect(verdicts([text, other]) == [.runs, .leftOut(.runs)])
    #expect(verdicts([other, text]) == [.runs, .leftOut(.runs)])
    #expect(verdicts([text, "bind -k up ed-newline"]) == [.runs, .leftOut(.runs)])
    #expect(verdicts([text, "bind ^J ed-newline"]) == [.runs, .runs])
  }

  @Test(arguments: [
    ("edit off", LeftOutBinding.Reason.noBinding), ("bind", .noBinding), ("bind -l", .noBinding),
    ("settc xn yes", .noBinding), ("history size 5", .noBinding), ("crmsh:bind", .noBinding),
    ("bind ^X ed-command", .unsafeFunction), ("bind ^X ed-\"com\"mand", .unsafeFunction),
    ("bind -a v 'vi-histedit'", .unsafeFunction), ("bind -s ^X \"open", .openQuote),
    ("bind -s a a", .endless),
    ("bind -s ^X '\\U+00E9'", .notUnderstood), ("bind \"\\U+0041\" ed-newline", .notUnderstood),
    ("bind -s ^X \(String(repeating: "x", count: 512))", .tooLong),
    // One character for Swift, a thousand for libedit.
    ("bind -s ^X e\(String(repeating: "\u{301}", count: 1000))", .tooLong),
  ])
  func `what is left out is told with its reason`(line: String, reason: LeftOutBinding.Reason) {
    #expect(verdicts([line]) == [.leftOut(reason)])
  }

  @Test func `another program's lines make no circle with ours`() {
    #expect(
      verdicts(["other:bind -s b a", "bind -s a b", "bind -s b a"])
        == [.isNothing, .runs, .leftOut(.endless)])
  }
}
