import CommandLanguage
import Testing

/// A short name for what is expected, to keep the tables readable.
private func brief(_ expectation: CommandLanguage.Expectation) -> String {
  switch expectation {
  case .command: "command"
  case .keyword(let word, _): word
  case .option(let name, _, let takesValue): takesValue ? "--\(name)=" : "--\(name)"
  case .value(let kind, let label): "\(kind):\(label)"
  case .field(let kinds): "field" + kinds.map { ":\($0)" }.joined()
  case .comparison(let field): "compare:\(field.sourceForm)"
  case .measure(let signs): "measure:\(signs.count)"
  case .fieldValue(let field, _): "value:\(field.sourceForm)"
  case .assignedValue(let kind, let name): "\(kind)=\(name)"
  case .address: "address"
  case .rows: "rows"
  case .savedName: "saved"
  case .account: "account-name"
  case .file: "file"
  case .symbol(let sign): sign
  }
}

private func expected(_ line: String) -> String {
  let cursor = line.unicodeScalars.count
  return Sample.parser().expectations(in: line, at: cursor).items.map(brief)
    .joined(separator: " ")
}

struct CompletionTests {
  static let atoms =
    "users contacts people where account from all none selected staged blocked failed"
    + " saved rows address ("
  static let end = "--format= > >>"
  static let tests = "compare:a in not in is empty is not empty"

  @Test(arguments: [
    ("", "command"), ("ro", "command"), ("echo a; ", "command"), ("echo a # ", ""),
    ("frob ", ""), ("role ", "role:ROLE"), ("role D", "role:ROLE"),
    ("role Dev ", "for --replace \(end)"), ("role Dev for ", atoms),
    ("role Dev for users ", "where , but --replace \(end)"),
    ("role Dev --replace ", end),
    ("role Dev --replace --format ", "oneOf([\"table\", \"csv\", \"json\"]):F"),
    ("role Dev --replace --format=csv ", "> >>"), ("role Dev > ", "file"),
    ("role Dev > x ", ""), ("role Dev xyz ", ""), ("role 'De", "role:ROLE"), ("role Dev 'f", ""),
    ("assign A", "project:PROJECT"), ("assign A, ", "project:PROJECT"),
    ("assign A,B ", ", for \(end)"),
    ("set ", "setting:NAME=VALUE \(end)"), ("set rate", "setting:NAME=VALUE \(end)"),
    ("set rate ", "="), ("set rate=", "setting=rate"), ("set rate=1 ", "setting:NAME=VALUE \(end)"),
    ("import --", "--yes --reason= --expect-people= \(end)"),
    ("import --yes --reason ", "text:TEXT"), ("import --reason=", "text:TEXT"),
    ("import --reason=x ", "--yes --expect-people= \(end)"),
    ("connect ", "sandbox login:NAME"), ("connect sandbox --portal ", "portal:P"),
    ("echo a ", "text:WORD \(end)"),
  ])
  func `commands, names and options are expected`(line: String, items: String) {
    #expect(expected(line) == items)
  }

  @Test(arguments: [
    ("select ", "add keep \(atoms)"), ("select add ", atoms), ("select u", "add keep \(atoms)"),
    ("select users ", "where , but as \(end)"), ("select users but ", atoms),
    ("select users, ", atoms), ("select (", atoms), ("select (users ", "where , but )"),
    ("select (users) ", ", but as \(end)"), ("select from ", "<< file"),
    ("select from 'a", "file"), ("select from a ", "column , but as \(end)"),
    ("select from a column ", "text:COLUMN"), ("select account ", "account-name"),
    ("select failed ", "in , but as \(end)"), ("select failed in ", "last run:RUN"),
    ("select a@x ", ", but as \(end)"), ("select 'ana@", "address"),
    ("select all as ", "newName:NAME"), ("select bob ", ""), ("select %x ", ""),
  ])
  func `selectors are expected`(line: String, items: String) {
    #expect(expected(line) == items)
  }

  @Test(arguments: [
    ("select where ", "field:users not ("), ("select contacts where ", "field:contacts not ("),
    ("select people where d", "field:people not ("), ("select where not ", "field:users not ("),
    ("select where a ", tests), ("select where (a ", tests), ("list projects where a ", tests),
    ("select where a = ", "value:a"), ("select where a =", "value:a"),
    ("select where a = 'x", "value:a"), ("select where a ~ ", "value:a"),
    ("select where a in ", "("), ("select where a in (", "value:a"),
    ("select where a in (b, ", "value:a"), ("select where a in (b ", ", )"),
    ("select where a not ", "in"), ("select where a is ", "empty not empty"),
    ("select where a is not ", "empty"), ("select where a = 1 ", "and or , but as \(end)"),
    ("select where a = 1 and ", "field:users not ("),
    ("select where a = 1 and b = 2 ", "and , but as \(end)"),
    ("select where (a = 1 or b = 2 ", "or )"), ("select where a = 1 and b = 2 or c = 3 ", ""),
    ("select where a b ", ""), ("list projects where ", "field not ("),
    ("list projects by ", "field"), ("list by a ", "desc limit columns \(end)"),
    ("list limit 5 columns a, ", "field"), ("list limit ", "number:N"),
  ])
  func `filters are expected`(line: String, items: String) {
    #expect(expected(line) == items)
  }

  @Test func `the partial word is what is replaced`() {
    let parser = Sample.parser()
    let line = "assign 'Web site"
    let open = parser.expectations(in: line + "' for all", at: line.unicodeScalars.count)
    #expect(open.replacing == Span(7, 16))
    #expect(open.prefix == "Web site")
    #expect(open.quote == "'")
    #expect(open.declaration?.name == "assign")
    let between = parser.expectations(in: "assign  A", at: 7)
    #expect(between.replacing == Span(7, 7) && between.prefix.isEmpty && between.quote == nil)
    #expect(parser.expectations(in: "role", at: 4).declaration == nil)
    #expect(parser.expectations(in: "role", at: -1).items == [.command])
    #expect(parser.expectations(in: "role", at: 99).replacing == Span(0, 4))
  }

  @Test func `shortened words before the cursor are understood at a terminal`() {
    let terminal = Sample.parser(abbreviations: true)
    let line = "sel use w "
    #expect(terminal.expectations(in: line, at: 10).items.first == .field([.users]))
    #expect(Sample.parser().expectations(in: line, at: 10).items.isEmpty)
  }
}
