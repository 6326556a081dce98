// Pages that were read by column go into a table by column.
extension RecordTable {
  /// Rows of one page that follow each other in a table.
  private struct Stretch {
    let page: RecordColumns
    /// Where they begin in the table, which has their ids already.
    let first: Int
    /// Rows of the page, in order; those between have ids that were there before.
    var ranges: [Range<Int>] = []

    mutating func add(_ row: Int) {
      if let last = ranges.last, last.upperBound == row {
        ranges[ranges.count - 1] = last.lowerBound..<(row + 1)
      } else {
        ranges.append(row..<(row + 1))
      }
    }
  }

  /// Adds a page of records; returns how many were new.
  @discardableResult
  package mutating func append(_ records: some Sequence<CRMRecord>) -> Int {
    let before = count
    var stretch: Stretch?
    for record in records {
      guard let place = record.place, stretch?.page === place.page || fits(place.page) else {
        take(stretch)
        stretch = nil
        if let id = ZohoID<Subject>(record.id.text) { append(id: id, record.values) }
        continue
      }
      if stretch?.page !== place.page {
        take(stretch)
        stretch = Stretch(page: place.page, first: count)
      }
      if add(place.page.identifiers.key(at: place.row)) { stretch?.add(place.row) }
    }
    take(stretch)
    return count - before
  }

  private func fits(_ page: RecordColumns) -> Bool {
    page.columns.count == columns.count
      && zip(page.columns, columns).allSatisfy { $0.type == $1.type }
  }

  private mutating func take(_ stretch: Stretch?) {
    guard let stretch else { return }
    for index in columns.indices {
      var row = stretch.first
      for range in stretch.ranges {
        columns[index].append(range, of: stretch.page.columns[index], at: row)
        row += range.count
      }
    }
    takeAddresses(stretch.first..<count)
  }
}
