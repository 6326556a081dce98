import Testing

@testable import LineEditing

/// Keys of `~/.editrc` that stand for a text.
struct KeyMacrosTests {
  private func refused(_ lines: [String]) -> [String] {
    var rules = EditrcRules(of: "crmsh")
    return lines.filter { rules.judge($0) == .leftOut(.endless) }
  }

  @Test(arguments: [
    ["bind -s a a"], ["bind -s \"^X\" \"say \\030\""], ["crmsh:bind -s -a x 2x"],
    ["bind -s \"M-x\" \"\\ex\""], ["bind -s \"\\e[A\" \"^[[Az\""], ["bind -s -k up \"\\ek\""],
    ["bind -s \"^Xs\" \"s^X\""],
    ["bind -s '^?' 'x\\177'"],
  ])
  func `a key whose text holds it is left out`(lines: [String]) {
    #expect(refused(lines) == lines)
  }

  @Test func `so is the one that closes a circle, or types thousands`() {
    #expect(refused(["bind -s a bb", "bind -s b c", "bind -s c ab"]) == ["bind -s c ab"])
    let text = String(repeating: "b", count: 100)
    let more = String(repeating: "c", count: 100)
    let last = "bind -s a \(text)"
    #expect(refused(["bind -s b \(more)", last]) == [last])
    #expect(refused((0..<201).map { "bind -s ^X\($0) x" }) == ["bind -s ^X200 x"])
  }

  @Test(arguments: [
    "bind -s a b", "bind -s \"^Xs\" \"select users where \"", "bind ^W ed-delete-prev-word",
    "bind -s \"\\e[A\" \"^[z\"", "bind -s \"\\e[11~\" \"\\e[Alist\"", "bind -v", "bind -s a",
    "bind -s \"open", "bind a a",
  ])
  func `what ends is taken`(line: String) {
    #expect(refused([line, line]).isEmpty)
  }
}
