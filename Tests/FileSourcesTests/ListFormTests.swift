import FileSources
import ImportEngine
import Testing

struct ListFormTests {
  private let folder: TemporaryFolder
  private let source = CSVPersonSource(home: nil)

  init() throws { folder = try TemporaryFolder() }

  private func read(_ text: String, column: String? = nil) throws -> [ListedAddress] {
    try folder.write(text, to: "list.csv")
    return try source.addresses(in: "list.csv", column: column, scope: folder.free)
  }

  private func listed(_ pairs: (String, Int)...) -> [ListedAddress] {
    pairs.map { ListedAddress(text: $0.0, line: $0.1) }
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func `one address a line, whatever ends the lines`(end: String) throws {
    let text = ["ana@x.com", "", "  o'brien@x.com ", "#not@comment.com", "\"bo@x.com\""]
    #expect(
      try read(text.joined(separator: end))
        == listed(("ana@x.com", 1), ("o'brien@x.com", 3), ("#not@comment.com", 4), ("bo@x.com", 5)))
  }

  @Test(arguments: [",", ";", "\t"], ["email", "E-Mail", " Email Address ", "MAIL"])
  func `a column is known by its header`(separator: String, header: String) throws {
    let rows = [
      ["Name", header, "City"], ["Ana", "ana@x.com", "Rome"], ["Bo"], ["Cy", " ", "Oslo"],
    ]
    let text = rows.map { $0.joined(separator: separator) }.joined(separator: "\n")
    #expect(try read(text) == listed(("ana@x.com", 2)))
  }

  @Test func `a column is found by the name given, in any case`() throws {
    let text = "email,Private Address\nwork@x.com,home@x.com\n"
    #expect(try read(text, column: "private address") == listed(("home@x.com", 2)))
    #expect(
      throws: FileFailure.noSuchColumn(
        path: "list.csv", column: "mobile", columns: ["email", "Private Address"])
    ) { try read(text, column: "mobile") }
  }

  @Test(arguments: [nil, "Email"])
  func `a heading that is there twice is not guessed at`(column: String?) {
    #expect(
      throws: FileFailure.malformed(
        path: "list.csv", line: 1, reason: "two columns are called email")
    ) { try read("email,Email\na@x.com,b@x.com\n", column: column) }
  }

  @Test func `several columns and no known header need a column`() throws {
    #expect(throws: FileFailure.columnNeeded(path: "list.csv", columns: ["Name", "Correo"])) {
      try read("Name,Correo\nAna,ana@x.com")
    }
  }

  @Test func `a single column with a header leaves the header out`() throws {
    #expect(try read("Email\nana@x.com\n") == listed(("ana@x.com", 2)))
  }

  @Test func `lines are counted across quoted newlines`() throws {
    let text = "name,email\n\"Ana\nMaria\r\nof \"\"Rome\"\"\",ana@x.com\nBo,bo@x.com\n"
    #expect(try read(text) == listed(("ana@x.com", 2), ("bo@x.com", 5)))
  }

  @Test func `separators inside quotes separate nothing`() throws {
    let text = "name;email\n\"One, two, three; four\";ana@x.com"
    #expect(try read(text) == listed(("ana@x.com", 2)))
    #expect(try read("\"a,b,c\";mail\nx;bo@x.com") == listed(("bo@x.com", 2)))
  }

  @Test(arguments: [
    ("name,email\nAna,\"ana@x.com", 2), ("name,email\n\"A\nna\"x,ana@x.com", 3), ("\"", 1),
    ("email\n\"ana@x.com\"\"", 2),
  ])
  func `broken quoting is told with its line`(text: String, line: Int) throws {
    let failure = #expect(throws: FileFailure.self) { try read(text) }
    guard case .malformed("list.csv", line, _) = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
  }

  @Test(arguments: ["", "\n\n", "email\n", "name,email\nAna,\n", "\u{FEFF}"])
  func `a list without addresses is empty`(text: String) throws {
    #expect(throws: FileFailure.empty(path: "list.csv")) { try read(text) }
  }
}
