import Testing

@testable import LineEditing

struct LineTextTests {
  @Test(arguments: [
    ("a\tb", "a b"), ("a\r\nb\rc\nd", "a\nb\nc\nd"), ("a\n\n", "a"), ("\u{1B}[31mred", "[31mred"),
    ("a\u{0}\u{7F}\u{85}b", "ab"), ("é日😀", "é日😀"), ("", ""), ("a\n\nb", "a\n\nb"),
  ])
  func `a paste is text and line ends`(pasted: String, text: String) {
    #expect(PastedText.cleaned(pasted.unicodeScalars) == text)
  }

  @Test(arguments: [
    ("role a@b.com x", 13), ("role a@b.com", 5), ("role a@b.com  ", 5), ("assign A,B", 9),
    ("assign A,", 8), ("a>=", 1), ("   ", 0), ("", 0), ("a\nb", 2),
  ])
  func `a token goes back to its start`(text: String, start: Int) {
    let scalars = Array(text.unicodeScalars)
    #expect(LineMotion.tokenStart(in: scalars, before: scalars.count) == start)
  }

  @Test func `up and down keep the column where there is one`() {
    let text = Array("abc\nd\nefgh".unicodeScalars)
    #expect(LineMotion.up(in: text, from: 9) == 5)
    #expect(LineMotion.up(in: text, from: 5) == 1)
    #expect(LineMotion.up(in: text, from: 3) == nil)
    #expect(LineMotion.down(in: text, from: 3) == 5)
    #expect(LineMotion.down(in: text, from: 4) == 6)
    #expect(LineMotion.down(in: text, from: 10) == nil)
    #expect(LineMotion.up(in: [], from: 0) == nil)
    #expect(LineMotion.down(in: ["\n"], from: 0) == 1)
  }
}
