import Reporting
import Testing

/// No block in any format lets through what a hostile server sends.
struct HostileOutputTests {
  private static let styles: [OutputStyle] = [
    .pipe, OutputStyle(raw: true), OutputStyle(width: 24, isTerminal: true),
    OutputStyle(width: 20, isTerminal: true, unicode: false),
  ]

  /// The same text wherever a text can stand.
  private static func blocks(_ text: String) -> [Block] {
    let columns = [
      Column("key\(text)", title: text, isFlexible: true), Column("n", alignment: .trailing),
    ]
    let table = Table(
      key: text, columns: columns,
      rows: [
        [.text(text), .number(-1)], [.styled(text, .bad), .list([text, text])],
        [.time(text), .empty], [Cell(Untrusted(text)), .flag(true)],
      ],
      caption: "caption \(text)", footer: Text(text, .dim))
    return [
      .sentence("\(text)"), .sentence(Text(text, .good)), .notice(.problem, "\(text)"),
      .heading(Text(text)), .table(table), .facts([Fact(text, "\(text)", key: text)]), .blank,
    ]
  }

  private func check(_ report: Report, _ comment: Comment) {
    for format in OutputFormat.allCases {
      for style in Self.styles {
        let output = report.rendered(as: format, style: style)
        for stream in [output.standardOutput, output.standardError] {
          let escaped = stream.unicodeScalars.filter { !HostileText.isHarmless($0) }
          let separators = format == .tsv ? Set<Unicode.Scalar>(["\t"]) : []
          #expect(escaped.allSatisfy(separators.contains), "\(format.rawValue) \(comment)")
          #expect(stream.isEmpty || stream.utf8.last == UInt8(ascii: "\n"))
        }
      }
    }
  }

  @Test(arguments: HostileText.strings)
  func `every block alone and all together are harmless in every format`(text: String) {
    let blocks = Self.blocks(text)
    for block in blocks { check(Report([block]), "\(block)") }
    check(Report(blocks), "all blocks")
    let data: DataValue = .object([.init(text, .array([.string(text), nil, true, 3]))])
    check(Report(blocks, data: data), "with data")
  }

  @Test(arguments: seeds)
  func `random text is harmless too`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    check(Report(Self.blocks(generator.text(upTo: 30))), "seed \(seed)")
  }

  @Test(arguments: HostileText.strings)
  func `a text never adds or hides a line`(text: String) {
    let benign = Report(Self.blocks("x"))
    let hostile = Report(Self.blocks(text))
    for format in OutputFormat.allCases {
      let expected = benign.rendered(as: format)
      let actual = hostile.rendered(as: format)
      #expect(lines(actual.standardOutput) == lines(expected.standardOutput))
      #expect(lines(actual.standardError) == lines(expected.standardError))
    }
  }

  @Test(arguments: HostileText.strings)
  func `with colour the only escape codes are our own`(text: String) {
    let output = Report(Self.blocks(text)).rendered(
      as: .table, style: OutputStyle(colour: true, isTerminal: true))
    var rest = Substring(output.standardOutput)
    for code in ["0", "1", "2", "31", "32", "33"] {
      rest = Substring(rest.split(separator: "\u{1B}[\(code)m").joined())
    }
    #expect(rest.unicodeScalars.allSatisfy(HostileText.isHarmless))
  }

  @Test(arguments: HostileText.strings)
  func `diagnostics and progress are harmless`(text: String) {
    let diagnostic = Diagnostic(
      code: "x", message: "\(text)", hint: "\(text)",
      location: .init(file: text, line: 1, column: 1), excerpt: .init(line: text, span: 0..<1))
    let progress = Progress(unit: text, done: 1, total: 2, elapsed: .seconds(1))
    for format in OutputFormat.allCases {
      #expect(diagnostic.rendered(as: format).unicodeScalars.allSatisfy(HostileText.isHarmless))
    }
    #expect(progress.line.plain.unicodeScalars.allSatisfy(HostileText.isHarmless))
  }

  private func lines(_ text: String) -> Int {
    text.utf8.count { $0 == UInt8(ascii: "\n") }
  }
}
