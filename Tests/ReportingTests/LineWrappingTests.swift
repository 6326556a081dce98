import Reporting
import Testing

@Suite struct LineWrappingTests {
  private func lines(_ text: Text, width: Int?, isTerminal: Bool = true) -> [String] {
    let style = OutputStyle(width: width, isTerminal: isTerminal)
    return Report.sentence(text).rendered(as: .table, style: style).standardOutput
      .split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }

  @Test(arguments: [
    (20, ["nineteen characters", "and then some more"]),
    (25, ["nineteen characters and", "then some more"]),
    (80, ["nineteen characters and then some more"]),
  ])
  func `a sentence is broken between words at a terminal`(width: Int, expected: [String]) {
    #expect(lines("nineteen characters and then some more", width: width) == expected)
  }

  @Test func `nothing is broken in a pipe, or where a word is longer than a line`() {
    let long = Text(String(repeating: "word ", count: 40))
    #expect(lines(long, width: 30, isTerminal: false).count == 1)
    #expect(lines(Text(String(repeating: "x", count: 90)), width: 30).count == 1)
  }

  @Test func `wide characters and styles count as they are drawn`() {
    let text: Text = "\("日本語の名前", .strong) 日本語の名前 and"
    #expect(lines(text, width: 20) == ["日本語の名前", "日本語の名前 and"])
    let coloured = Report.sentence(text)
      .rendered(as: .table, style: OutputStyle(width: 20, colour: true, isTerminal: true))
    #expect(
      coloured.standardOutput == "\u{1B}[1m日本語の名前\u{1B}[0m\n日本語の名前 and\n")
  }

  @Test(arguments: 20...90)
  func `no line is wider than the terminal, and no word is lost`(width: Int) {
    let words = (1...60).map { String(repeating: "w", count: $0 % 11 + 1) }
    let broken = lines(Text(words.joined(separator: " ")), width: width)
    #expect(broken.allSatisfy { $0.count <= width })
    #expect(broken.joined(separator: " ") == words.joined(separator: " "))
  }
}
