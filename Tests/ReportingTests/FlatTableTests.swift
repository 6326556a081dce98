import Reporting
import Testing

/// Objects as rows, for reports whose words are no table.
@Suite struct FlatTableTests {
  @Test func `members are columns, those within objects under both names, texts one cell`() {
    let table = Table(
      flattening: [
        ["name": "a", "calls": nil, "said": ["x", "y"], "parts": [["n": 1]]],
        ["name": "b", "calls": ["from": 1, "to": 2], "said": [], "parts": []],
      ])
    #expect(table.columns.map(\.key) == ["name", "said", "calls_from", "calls_to"])
    #expect(
      table.rows == [
        [.text("a"), .list(["x", "y"]), .empty, .empty],
        [.text("b"), .list([]), .number(1), .number(2)],
      ])
  }

  @Test func `what is no array of objects has no rows`() {
    #expect(Table(flattening: ["name": "a"]).rows.isEmpty)
    #expect(Table(flattening: []).columns.isEmpty)
  }
}
