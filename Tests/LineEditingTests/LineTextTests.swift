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
    ("assign \"Mobile App\"", 7), ("assign 'Mobile App'  ", 7), ("assign A,'B C'", 9),
    ("assign \"a \\\" b\"", 7), ("where a ~\"b c\"", 9),
    // A name that is not closed goes word by word, and its quote by itself.
    ("assign \"Mobile App", 15), ("assign \"Mob", 8), ("assign \"", 7), ("o'brien x'y", 8),
    ("say 'a\nb", 7),
  ])
  func `a token goes back to its start`(text: String, start: Int) {
    let scalars = Array(text.unicodeScalars)
    #expect(LineMotion.tokenStart(in: scalars, before: scalars.count) == start)
  }

  @Test func `within quotes the words there are tokens`() {
    let text = Array("assign \"Mobile App\" x".unicodeScalars)
    #expect(LineMotion.tokenStart(in: text, before: 15) == 8)
    #expect(LineMotion.tokenStart(in: text, before: 8) == 7)
    #expect(LineMotion.tokenStart(in: text, before: 18) == 15)
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
