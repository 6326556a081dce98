import Reporting
import Testing

/// What is taller than a screen is shown from its head on.
struct RoundRowsTests {
  private func lines(_ range: ClosedRange<Int>) -> String {
    range.map { "line \($0)\n" }.joined()
  }

  @Test func `what fits is shown as it is`() {
    var rows = RoundRows(width: 20, height: 6)
    #expect(rows.take(lines(1...2)) == lines(1...2))
    #expect(rows.take(lines(3...5)) == lines(3...5))
    #expect(rows.shown == 5)
    #expect(rows.take("") == "")
  }

  @Test func `of more the head is shown, and the last row tells how many more there are`() {
    var rows = RoundRows(width: 20, height: 6)
    #expect(rows.take(lines(1...9)) == lines(1...4) + "(5 more rows)\n")
    #expect(rows.shown == 5)
    #expect(rows.take(lines(10...11)) == "\r\u{1B}[1A\u{1B}[J(7 more rows)\n")
    #expect(rows.shown == 5)
  }

  @Test func `where the rows were all taken the last one makes room for the words`() {
    var rows = RoundRows(width: 20, height: 6)
    _ = rows.take(lines(1...5))
    #expect(rows.take("line 6\n") == "\r\u{1B}[1A\u{1B}[J(2 more rows)\n")
    #expect(rows.shown == 5)
  }

  @Test func `a line that goes on in further rows counts as these, and is never cut`() {
    var rows = RoundRows(width: 10, height: 5)
    let long = String(repeating: "x", count: 25) + "\n"
    #expect(
      rows.take("a\n" + long + long)
        == "a\n(6 more row\n".replacing("(6 more row", with: "(6 more ro"))
    #expect(rows.shown == 2)
  }

  @Test func `of an unknown height everything is shown`() {
    var rows = RoundRows(width: 10, height: nil)
    #expect(rows.take(lines(1...500)) == lines(1...500))
  }
}
