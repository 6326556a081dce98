import Reporting
import Testing

/// Whatever a text holds, a page says it and is not changed by it.
@Suite struct HTMLPageTests {
  /// The same text wherever a text can stand in a page.
  private static func page(_ text: String) -> HTMLPage {
    let columns = [
      Column("email", title: "e-mail \(text)"), Column("text", title: text, isFlexible: true),
      Column("n", alignment: .trailing), Column("nothing"),
    ]
    let table = Table(
      key: text, columns: columns,
      rows: [
        [.text(text), .styled(text, .bad), .number(1)], [.empty, .list([text, text]), .number(2)],
        [.time(text), .word(text, shown: text, .good), .flag(true)],
      ], caption: "caption \(text)", footer: Text(text, .dim))
    let blocks: [Block] = [
      .sentence(Text(text)), .notice(.problem, Text(text)), .heading(Text(text)), .blank,
      .facts([Fact(text, Text(text), key: text)]), .table(table), .sentence("\(text, .warning)"),
    ]
    return HTMLPage(
      title: Text(text), lead: blocks, tallies: [HTMLPage.Tally(text, 3, .good)],
      sections: [
        HTMLPage.Section("one", Text(text), blocks),
        HTMLPage.Section("two", "Two", [.table(table)], layout: .grid),
      ], footer: Text(text))
  }

  /// Where a line may break is no tag that a text could add: one that names it is spelled out.
  private func rendered(_ page: HTMLPage) -> String {
    page.rendered { _ in "00" }.replacing("<wbr>", with: "")
  }

  private func body(_ sentence: String) -> String {
    let page = HTMLPage(
      title: "t", lead: [.sentence(Text(sentence))], tallies: [], sections: [], footer: "f")
    let text = rendered(page)
    return String(text.split(separator: "</h1>\n<p>")[1].split(separator: "</p>")[0])
  }

  @Test(arguments: [
    ("plain", "plain"), ("<b>", "&lt;b&gt;"), ("a & b &amp; c", "a &amp; b &amp;amp; c"),
    ("\"'", "&quot;&#39;"), ("</p><script>x</script>", "&lt;/p&gt;&lt;script&gt;x&lt;/script&gt;"),
    ("a\u{202E}b", "a&lt;U+202E&gt;b"), ("\u{9B}31m", "&lt;U+009B&gt;31m"),
    ("a\nb", "a&lt;U+000A&gt;b"), ("a\u{A0}b", "a&lt;U+00A0&gt;b"), ("日本", "日本"),
    ("<!--", "&lt;!--"), ("]]>", "]]&gt;"), ("\u{0}", "&lt;U+0000&gt;"),
  ])
  func `a text is spelled out, then escaped`(text: String, expected: String) {
    #expect(body(text) == expected)
  }

  @Test(arguments: [
    ("ana.ruiz@zylker.example", "ana.<wbr>ruiz@<wbr>zylker.<wbr>example"),
    (
      "role A for ana.ruiz@zylker.example, b",
      "role A for ana.<wbr>ruiz@<wbr>zylker.<wbr>example, b"
    ),
    ("no address. None.", "no address. None."), ("a@b.c", "a@b.c"), ("@", "@"),
    ("<ana@zylker.example>", "&lt;ana@<wbr>zylker.<wbr>example&gt;"), ("<wbr>", "&lt;wbr&gt;"),
  ])
  func `an address may be broken behind its signs, and nothing else is`(
    text: String, markup: String
  ) {
    let page = HTMLPage(
      title: Text(text), lead: [.sentence(Text(text))], tallies: [], sections: [], footer: "")
    let whole = page.rendered { _ in String(repeating: "0", count: 64) }
    #expect(whole.contains("<p>\(markup)</p>"))
    #expect(whole.contains("<title>\(markup.replacing("<wbr>", with: ""))</title>"))
  }

  @Test func `a long text is cut, and how long it was is told`() {
    let long = String(repeating: "é", count: 10_000)
    let shown = body(long)
    #expect(shown.hasSuffix("… (10000 characters, cut here)"))
    #expect(shown.hasPrefix(String(repeating: "é", count: 4_000) + "…"))
    #expect(body(String(repeating: "é", count: 4_000)) == String(repeating: "é", count: 4_000))
    #expect(rendered(Self.page(long)).utf8.count < 400_000)
  }

  /// The tags of a page, with their attributes' names and without the values. By scalars, as browsers
  /// read: an accent may follow a `>`.
  private func tags(_ page: String) -> [String] {
    var tags: [String] = []
    var current: String?
    var isQuoted = false
    for scalar in page.unicodeScalars {
      switch (scalar, current) {
      case ("<", nil): current = ""
      case (">", let tag?) where !isQuoted:
        tags.append(tag)
        current = nil
      case ("\"", .some): isQuoted.toggle()
      case (_, .some) where !isQuoted: current?.unicodeScalars.append(scalar)
      default: continue
      }
    }
    return tags
  }

  /// What a reader sees: text between tags, unescaped.
  private func seen(_ page: String) -> String {
    String(page.split(separator: "</style>", maxSplits: 1)[1]).replacing(/<[^>]*>/, with: "\n")
      .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
      .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
  }

  private static let hostile =
    HostileText.strings + [
      "<script>alert(1)</script>", "\" onload=\"x", "' style='x", "</style><h1>", "javascript:x",
      "</table></main>", "&lt;b&gt;", "--><b>",
    ]

  @Test(arguments: hostile)
  func `no text adds or takes a tag or an attribute`(text: String) {
    #expect(tags(rendered(Self.page(text))) == tags(rendered(Self.page("x"))))
  }

  @Test(arguments: hostile)
  func `every value is there, spelled out, in each of its places`(text: String) {
    let page = rendered(Self.page(text))
    let visible = VisibleText.rendering(text)
    // The title twice, the contents, headings, sentences, notices, facts, cells, captions, footers.
    let benign = seen(rendered(Self.page("§"))).split(separator: "§").count - 1
    let pieces = seen(page).split(separator: visible, omittingEmptySubsequences: false)
    #expect(pieces.count - 1 >= benign)
    #expect(page.unicodeScalars.allSatisfy(HostileText.isHarmless))
  }

  @Test(arguments: seeds)
  func `random text changes nothing either`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let page = rendered(Self.page(generator.text(upTo: 40) + "."))
    #expect(tags(page) == tags(rendered(Self.page("x"))))
    #expect(page.unicodeScalars.allSatisfy(HostileText.isHarmless))
  }

  @Test(arguments: [
    ("", ""), ("66", "Zg=="), ("666f", "Zm8="), ("666f6f", "Zm9v"), ("666f6f62", "Zm9vYg=="),
    ("666f6f6261", "Zm9vYmE="), ("666f6f626172", "Zm9vYmFy"), ("fbff", "+/8="),
  ])
  func `the policy lets in the sheet by its digest and nothing else`(
    digest: String, encoded: String
  ) {
    var digested: [UInt8] = []
    let page = Self.page("x").rendered { bytes in
      digested = bytes
      return digest
    }
    let sheet = page.split(separator: "<style>")[1].split(separator: "</style>")[0]
    #expect(Array(sheet.utf8) == digested)
    #expect(
      page.contains(
        "default-src &#39;none&#39;; style-src &#39;sha256-\(encoded)&#39;; base-uri &#39;none&#39;"
      ))
    for word in ["<script", "<link", "<img", "style=", "src=", "url(", "@import", "http:"] {
      #expect(!page.contains(word), "\(word)")
    }
  }

  @Test func `what a screen reader needs is there`() {
    let page = rendered(Self.page("x"))
    #expect(page.hasPrefix("<!doctype html>\n<html lang=\"en\">"))
    #expect(page.split(separator: "<h1>").count == 2)
    let tables = page.split(separator: "<table ").dropFirst()
    #expect(tables.count == 3)
    for table in tables {
      #expect(table.contains("<caption id="))
      #expect(table.contains("<th scope=\"col\""))
      #expect(table.contains("<th scope=\"row\">none") || table.contains(">none</span></th>"))
      #expect(!table.contains("nothing"), "a column without values")
    }
    let labels = page.matches(of: /aria-labelledby="([^"]*)"/).map { String($0.1) }
    #expect(Set(labels).count == labels.count)
    for label in labels { #expect(page.contains("id=\"\(label)\"")) }
    #expect(page.contains("<a class=\"skip\" href=\"#content\">"))
    #expect(page.contains("<main id=\"content\""))
  }
}
