import FileSources
import ImportEngine
import Testing

/// Whole tables.
struct ListedTableTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func table(_ text: String) throws -> ListedTable {
    try folder.write(text, to: "t.csv")
    return try CSVPersonSource(home: nil).table(in: "t.csv", scope: folder.free)
  }

  @Test func `a table keeps lines and line ends inside quotes, and takes blanks off cells`() throws
  {
    let table = try table(
      "\u{FEFF}email ; role;projects\r\na@x.y; Team Lead ;\"A;\nB\"\r\n\r\nb@x.y\r\n")
    #expect(table.columns == ["email", "role", "projects"])
    #expect(table.rows.map(\.line) == [2, 5])
    #expect(table.rows[0].cells == ["a@x.y", "Team Lead", "A;\nB"])
    #expect(table.rows[1][0] == "b@x.y")
    #expect(table.rows[1][1] == nil)
  }

  @Test func `a record longer than the heading keeps all its cells`() throws {
    let table = try table("email,role\na@x.y,Manager,Website\nb@x.y,Manager\n")
    #expect(table.columns.count == 2)
    #expect(table.rows.map(\.cells.count) == [3, 2])
  }

  @Test func `a table of a heading alone is empty`() throws {
    #expect(
      throws: FileFailure.malformed(
        path: "t.csv", line: 1, reason: "no rows stand below the names of the columns")
    ) { try table("email,role\n") }
  }
}
