/// Records of a page by column, as a reader wrote them.
final class RecordColumns: Sendable {
  let identifiers: IDColumn
  let columns: [Column]

  init(identifiers: IDColumn, columns: [Column]) {
    self.identifiers = identifiers
    self.columns = columns
  }

  func values(at row: Int) -> [FieldValue] { columns.map { $0[row] } }
}
