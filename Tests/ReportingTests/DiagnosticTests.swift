import Reporting
import Testing

struct DiagnosticTests {
  private func diagnostic(line: String, span: Range<Int>, file: String? = "hr.crm") -> Diagnostic {
    Diagnostic(
      code: "unknown-project", message: "no project is called \("Websit", .strong)",
      hint: "did you mean \("Website", .strong)?",
      location: .init(file: file, line: 3, column: span.lowerBound + 1),
      excerpt: .init(line: line, span: span))
  }

  @Test func `in a script place, line, caret and hint are told`() {
    #expect(
      diagnostic(line: "assign Websit for selected", span: 7..<13).rendered() == """
        hr.crm:3:8: error: no project is called Websit
          assign Websit for selected
                 ^~~~~~
        hint: did you mean Website?

        """)
  }

  @Test func `what it is about stands one a line, and in the message of programs`() {
    let drift = Diagnostic(
      code: "stale", message: "the portal changed", details: ["ana: was a", "bo: was b"],
      hint: "preview")
    #expect(
      drift.rendered() == "error: the portal changed\n  ana: was a\n  bo: was b\nhint: preview\n")
    #expect(
      drift.rendered(as: .json).contains(#""message":"the portal changed; ana: was a; bo: was b""#))
  }

  @Test func `of a long line the part around the word is shown, its caret below it`() {
    let line =
      String(repeating: "a", count: 5_000) + " Websit " + String(repeating: "b", count: 900)
    let lines = diagnostic(line: line, span: 5_001..<5_007).rendered().split(separator: "\n")
    #expect(lines.allSatisfy { $0.count < 300 })
    let caret = lines[2].prefix { $0 == " " }.count
    #expect(lines[1].dropFirst(caret).hasPrefix("Websit bbb"))
    #expect(lines[2].dropFirst(caret) == "^~~~~~")
  }

  @Test func `a message of any length is cut in the middle, and told to be`() {
    let text = String(repeating: "x", count: 9_000) + "; nothing was sent"
    let told = Diagnostic(code: "long", message: Text(text)).rendered()
    #expect(told.count < 1_200)
    #expect(told.contains(" characters) … ") && told.hasSuffix("; nothing was sent\n"))
  }

  @Test func `at the prompt there is no place`() {
    let typed = diagnostic(line: "assign Websit", span: 7..<13, file: nil)
    #expect(typed.rendered().hasPrefix("error: no project"))
  }

  @Test(arguments: [
    ("日本 Websit", 3..<9, 5, 6), ("e\u{301} x", 3..<4, 2, 1), ("👍🏽 ab", 3..<5, 3, 2),
    ("\tx", 1..<2, 8, 1), ("a\u{202E}b", 1..<2, 1, 8), ("日本", 1..<2, 2, 2), ("abc", 3..<3, 3, 1),
    ("abc", 9..<12, 3, 1), ("", 0..<0, 0, 1),
  ])
  func `the caret stands below its span in columns`(
    line: String, span: Range<Int>, blanks: Int, length: Int
  ) {
    let lines = diagnostic(line: line, span: span).rendered().split(separator: "\n")
    let caret = "^" + String(repeating: "~", count: length - 1)
    #expect(lines[2] == String(repeating: " ", count: blanks + 2) + caret)
  }

  @Test func `in JSON it is one document with every member`() {
    let bare = Diagnostic(code: "usage", message: "say \"who\"")
    #expect(
      bare.rendered(as: .json) == """
        {"error":{"code":"usage","message":"say \\"who\\"","hint":null,"file":null,"line":null,\
        "column":null}}

        """)
    #expect(
      diagnostic(line: "x", span: 0..<1).rendered(as: .ndjson) == """
        {"error":{"code":"unknown-project","message":"no project is called Websit",\
        "hint":"did you mean Website?","file":"hr.crm","line":3,"column":1}}

        """)
  }

  @Test func `colour marks the word error and the caret`() {
    let output = diagnostic(line: "ab", span: 0..<2).rendered(style: OutputStyle(colour: true))
    #expect(output.hasPrefix("hr.crm:3:1: \u{1B}[31merror:\u{1B}[0m "))
    #expect(output.contains("  \u{1B}[31m^~\u{1B}[0m\n"))
  }
}
