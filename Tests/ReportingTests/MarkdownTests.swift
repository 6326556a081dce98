import Reporting
import Testing

struct MarkdownTests {
  private func markdown(_ block: Block) -> String {
    Report([block]).rendered(as: .markdown).standardOutput
  }

  @Test(arguments: ["\\", "`", "*", "_", "[", "]", "<", ">", "|", "#", "&", "~", "!"])
  func `markup is escaped wherever it stands`(markup: String) {
    let text = Text("a\(markup)b")
    #expect(markdown(.sentence(text)) == "a\\\(markup)b\n")
    #expect(markdown(.heading(text)) == "## a\\\(markup)b\n")
    #expect(markdown(.notice(.note, text)) == "> **note:** a\\\(markup)b\n")
    #expect(
      markdown(.facts([Fact("a\(markup)", text)]))
        == "|  |  |\n| --- | --- |\n| a\\\(markup) | a\\\(markup)b |\n")
  }

  @Test(arguments: [
    ("1. item", "1\\. item"), ("12) item", "12\\) item"), ("- item", "\\- item"),
    ("+ item", "\\+ item"), ("===", "\\==="), ("3 people", "3 people"), ("1.5", "1\\.5"),
  ])
  func `a paragraph never becomes a list or a rule`(text: String, expected: String) {
    #expect(markdown(.sentence(Text(text))) == expected + "\n")
  }

  @Test func `caption and footer are paragraphs around the table`() {
    let table = Table(
      columns: [Column("a")], rows: [["1"]], caption: "before", footer: "after")
    #expect(markdown(.table(table)) == "before\n\n| a |\n| --- |\n| 1 |\n\nafter\n")
  }
}
