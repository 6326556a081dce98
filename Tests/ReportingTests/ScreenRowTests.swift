import Reporting
import Testing

struct ScreenRowTests {
  @Test(arguments: [
    ("", 80, 0), ("\n", 80, 1), ("a\n", 80, 1), ("a\nb\n", 80, 2), ("a\nb", 80, 2),
    ("12345\n", 5, 1), ("123456\n", 5, 2), ("12345678901\n", 5, 3), ("日本語\n", 4, 2),
    ("\u{1B}[1;31m12345\u{1B}[0m\n", 5, 1), ("\u{1B}[1m123456\u{1B}[0m\n", 5, 2),
  ])
  func `long lines take further rows, colours none`(text: String, width: Int, rows: Int) {
    #expect(ScreenRows.count(of: text, width: width) == rows)
  }

  @Test func `without a width a line is a row`() {
    #expect(ScreenRows.count(of: "1234567890\n12\n", width: nil) == 2)
  }
}
