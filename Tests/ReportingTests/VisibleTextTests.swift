import Reporting
import Testing

struct VisibleTextTests {
  @Test func `every scalar that hides or steers is spelled out, none is removed`() {
    for scalar in HostileText.scalars {
      let spelled = VisibleText.spelling(of: scalar)
      #expect(VisibleText.rendering("a\(Character(scalar))b") == "a\(spelled)b")
      #expect(VisibleText.rendering("a\(Character(scalar))b", .forPrograms) == "a\(spelled)b")
    }
  }

  @Test(arguments: [
    ("\u{1B}", "<U+001B>"), ("\n", "<U+000A>"), ("\r\n", "<U+000D><U+000A>"),
    ("\u{202E}", "<U+202E>"), ("\u{E0041}", "<U+E0041>"), ("\u{10FFFF}", "<U+10FFFF>"),
    ("👩\u{200D}🚀", "👩<U+200D>🚀"), ("\u{FFFD}", "<U+FFFD>"),
    ("Sales\u{A0}Manager", "Sales<U+00A0>Manager"), ("田中\u{3000}太郎", "田中<U+3000>太郎"),
    ("\u{2800}", "<U+2800>"), ("\u{378}", "<U+0378>"),
  ])
  func `spelling is U+ and at least four digits`(raw: String, visible: String) {
    #expect(Untrusted(raw).visible == visible)
  }

  @Test(arguments: [
    "", "plain ASCII ~", "Zoë Müller", "e\u{301}", "日本語", "שלום", "مرحبا", "🚀👍🏽🇩🇪", "o'brien@x.com",
    "हिन्दी", "한국어",
  ])
  func `ordinary text of any script stays as it is`(text: String) {
    #expect(VisibleText.rendering(text) == text)
    #expect(VisibleText.rendering(text, .forPrograms) == text)
  }

  @Test func `for programs odd blanks keep their value`() {
    #expect(VisibleText.rendering("田中\u{3000}太郎\u{A0}", .forPrograms) == "田中\u{3000}太郎\u{A0}")
  }

  @Test func `invalid UTF-8 is seen`() {
    let untrusted = Untrusted(decoding: [0x61, 0xFF, 0xC0, 0x80, 0x9B, 0x62])
    #expect(untrusted.visible.hasPrefix("a<U+FFFD>"))
    #expect(untrusted.visible.hasSuffix("<U+FFFD>b"))
    #expect("\(untrusted)" == untrusted.visible)
  }

  @Test(arguments: seeds)
  func `rendering is a fixed point and harmless`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      let text = generator.text(upTo: 40)
      for extent in [VisibleText.Extent.forReaders, .forPrograms] {
        let once = VisibleText.rendering(text, extent)
        #expect(VisibleText.rendering(once, extent) == once)
        #expect(once.unicodeScalars.allSatisfy { $0 != "\n" && HostileText.isHarmless($0) })
      }
    }
  }
}
