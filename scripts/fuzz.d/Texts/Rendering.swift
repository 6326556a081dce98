@testable import FileSources
import Fuzzing
@testable import Reporting
import ZohoWire

/// Text of a server at every place of a report, in every format and style: no scalar that steers or
/// hides reaches the output, lines are not added, and what programs read gives the text back.
let renderTarget = FuzzTarget("render", round: 80) { bytes in
  var input = FuzzInput(bytes)
  let style = Made.styles[Int(input.byte()) % Made.styles.count]
  let text = String(decoding: input.bytes, as: UTF8.self)
  let report = Report(Made.blocks(text))
  for format in OutputFormat.allCases {
    let output = report.rendered(as: format, style: style)
    for stream in [output.standardOutput, output.standardError] {
      checkHarmless(stream, isTabbed: format == .tsv, isColoured: style.colour)
      expect(stream.isEmpty || stream.utf8.last == 0x0A, "\(format) ends in no line feed")
    }
    if style.width == nil {
      let benign = Report(Made.blocks("x")).rendered(as: format, style: style)
      let lines = { (text: String) in text.utf8.count { $0 == 0x0A } }
      expect(
        lines(output.standardOutput) == lines(benign.standardOutput)
          || text.isEmpty, "\(format): a text adds or hides a line")
    }
  }
  checkJSON(text)
  checkCSV(text)
  let page = HTMLPage(
    title: Text(text), lead: Made.blocks(text), tallies: [HTMLPage.Tally(text, 1, .bad)],
    sections: [HTMLPage.Section("a", Text(text), Made.blocks(text))], footer: Text(text))
  let html = page.rendered { _ in String(repeating: "0", count: 64) }
  checkHarmless(html, isTabbed: false, isColoured: false)
  let plain = HTMLPage(
    title: "x", lead: Made.blocks("x"), tallies: [HTMLPage.Tally("x", 1, .bad)],
    sections: [HTMLPage.Section("a", "x", Made.blocks("x"))], footer: "x")
  // Places where an address may be broken are ours, and hold nothing.
  let tags = { (text: String) in
    text.split(separator: "<wbr>", omittingEmptySubsequences: false).joined().utf8.count {
      $0 == UInt8(ascii: "<")
    }
  }
  expect(
    text.isEmpty || tags(html) == tags(plain.rendered { _ in String(repeating: "0", count: 64) }),
    "a text became markup")
}

/// The same for what is said of an error, and for progress.
let diagnosticTarget = FuzzTarget("diagnostic", round: 400) { bytes in
  var input = FuzzInput(bytes)
  let style = Made.styles[Int(input.byte()) % Made.styles.count]
  let (lower, upper) = (Int(input.byte()), Int(input.byte()))
  let text = String(decoding: input.bytes, as: UTF8.self)
  let count = text.unicodeScalars.count
  let start = min(lower, count)
  let diagnostic = Diagnostic(
    code: "x", message: "\(text)", hint: "\(text)",
    location: .init(file: text, line: 1, column: 1),
    excerpt: .init(line: text, span: start..<min(count, start + upper)))
  let progress = Progress(unit: text, done: 1, total: 2, elapsed: .seconds(1))
  for format in OutputFormat.allCases {
    let words = diagnostic.rendered(as: format, style: style)
    checkHarmless(words, isTabbed: false, isColoured: style.colour)
  }
  checkHarmless(progress.line.plain, isTabbed: false, isColoured: false)
}

private enum Made {
  static let styles: [OutputStyle] = [
    .pipe, OutputStyle(raw: true), OutputStyle(width: 24, isTerminal: true),
    OutputStyle(width: 20, colour: true, isTerminal: true, unicode: false),
    OutputStyle(width: 80, height: 24, colour: true, isTerminal: true), OutputStyle(width: 1),
  ]

  static func blocks(_ text: String) -> [Block] {
    let columns = [
      Column("key\(text)", title: text, isFlexible: true), Column("n", alignment: .trailing),
      Column("w", shortest: 3, wraps: true),
    ]
    let table = Table(
      key: text, columns: columns,
      rows: [
        [.text(text), .number(-1), .text(text)],
        [.styled(text, .bad), .list([text, text]), .empty],
        [.time(text), .empty, .word(text, shown: text, .good)],
        [Cell(Untrusted(text)), .flag(true)],
      ],
      caption: "caption \(text)", footer: Text(text, .dim))
    return [
      .sentence("\(text)"), .sentence(Text(text, .good)), .notice(.problem, "\(text)"),
      .hanging("ab  \(text)", 4), .heading(Text(text)), .table(table),
      .facts([Fact(text, "\(text)", key: text)]), .blank,
    ]
  }
}

/// Said here once more, not asked of `VisibleText`: what steers, hides, or is no character.
private func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
  if (0x20..<0x7F).contains(scalar.value) || scalar == "\n" { return true }
  switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: return false
  default:
    return !scalar.properties.isDefaultIgnorableCodePoint
      && !scalar.properties.isNoncharacterCodePoint
  }
}

func checkHarmless(_ text: String, isTabbed: Bool, isColoured: Bool) {
  var scalars = Array(text.unicodeScalars)[...]
  while let scalar = scalars.popFirst() {
    if isHarmless(scalar) || isTabbed && scalar == "\t" { continue }
    let code = scalars.prefix { $0 == "[" || $0 == ";" || ("0"..."9").contains($0) }
    guard isColoured, scalar == "\u{1B}", code.first == "[",
      scalars.dropFirst(code.count).first == "m"
    else { fatalError("raw \(VisibleText.spelling(of: scalar)) in the output") }
    scalars = scalars.dropFirst(code.count + 1)
  }
}

/// A string, written and read again.
private func checkJSON(_ text: String) {
  let written = DataValue.object([.init(text, .array([.string(text), nil, true, 3]))]).json
  guard let node = try? JSONNode(parsing: Array(written.utf8)) else {
    fatalError("no JSON: \(written)")
  }
  let read = node[text]?.elements?.first?.text
  expect(
    read.map { Array($0.utf8) } == Array(text.utf8), "a string comes back as \(read ?? "none")")
}

/// A field, written and read again by the reader of lists.
private func checkCSV(_ text: String) {
  let table = Table(columns: [Column("first"), Column("second")], rows: [[.text(text), "x"]])
  let written = Report.table(table).rendered(as: .csv, style: OutputStyle(raw: true)).standardOutput
  var reader = DelimitedText(written)
  do throws(DelimitedText.Fault) {
    _ = try reader.next()
    let fields = try reader.next()?.fields
    let shown = VisibleText.rendering(text, .forPrograms)
    expect(fields == [shown, "x"], "\(written) reads as \(fields ?? [])")
  } catch {
    fatalError("our CSV can't be read: \(error.reason)")
  }
}
