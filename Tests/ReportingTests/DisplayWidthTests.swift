import Reporting
import Testing

struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("abc ~", 5), ("é", 1), ("e\u{301}", 1), ("Zoë", 3), ("日本語", 6), ("ｱｲｳ", 3),
    ("ＡＢ", 4), ("한국", 4), ("\u{1112}\u{1161}\u{11AB}", 2), ("שלום", 4), ("مرحبا", 5),
    ("👍", 2), ("👍🏽", 2), ("👩\u{200D}🚀", 2), ("👨\u{200D}👩\u{200D}👧\u{200D}👦", 2), ("🇩🇪", 2),
    ("❤", 1), ("❤\u{FE0F}", 2), ("1\u{FE0F}\u{20E3}", 2), ("⌚", 2), ("✓", 1), ("…─→", 3),
    ("a\u{301}\u{302}\u{303}b", 2), ("\u{301}", 0), ("𠀀", 2), ("𝒜", 1), ("あ゛", 4), ("ไทย", 3),
    ("कि", 2), ("ㄱ", 2), ("、", 2), ("🫠", 2), ("🫨", 2), ("<U+202E>", 8),
  ])
  func `columns are those of a terminal`(text: String, columns: Int) {
    #expect(DisplayWidth.columns(of: text) == columns)
  }

  @Test(arguments: [
    ("abcdef", 6, "abcdef"), ("abcdef", 5, "abcd…"), ("日本語", 5, "日本…"), ("日本語", 4, "日…"),
    ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"), ("abc", 1, "…"), ("abc", 0, ""), ("", 0, ""),
    ("🇩🇪🇫🇷", 3, "🇩🇪…"),
  ])
  func `clipping never cuts a cluster and never exceeds`(text: String, limit: Int, clipped: String)
  {
    #expect(DisplayWidth.clipped(text, to: limit, ellipsis: "…") == clipped)
  }

  @Test func `a long ellipsis is itself cut`() {
    #expect(DisplayWidth.clipped("abcdef", to: 2, ellipsis: "...") == "..")
    #expect(DisplayWidth.clipped("abcdef", to: 4, ellipsis: "...") == "a...")
  }

  @Test(arguments: seeds)
  func `clipped text fits and is a beginning`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for limit in 1...60 {
      let text = VisibleText.rendering(generator.text(upTo: 50))
      let clipped = DisplayWidth.clipped(text, to: limit, ellipsis: "…")
      #expect(DisplayWidth.columns(of: clipped) <= limit)
      if clipped != text {
        #expect(Array(text).starts(with: Array(clipped).dropLast()))
      }
    }
  }
}
