/// The rows of a table, whatever their subject: their columns, and how they are found by their keys.
struct TableRows: Equatable, Sendable {
  private(set) var columns: [Column]
  private(set) var identifiers = IDColumn()
  private(set) var addresses = AddressColumn()
  /// Of no row as long as the ids are in order.
  private(set) var byID = KeyIndex()
  private(set) var byEmail = KeyIndex()
  private let emailColumn: Int?

  init(_ schema: PeopleSchema) {
    columns = schema.fields.map { Column($0.type) }
    emailColumn = schema.index(of: "email")
  }

  /// Rows of whole columns, which have no more than there are ids; nil where an id is missing or comes
  /// twice.
  init?(
    _ schema: PeopleSchema, identifiers: TextColumn, canonicalEmails: TextColumn,
    columns: [Column]
  ) {
    self.init(schema)
    for row in 0..<identifiers.count {
      let isNew = identifiers.slice(row).withUnsafeBytes { !$0.isEmpty && add(IDColumn.Key($0)) }
      guard isNew else { return nil }
    }
    self.columns = columns
    takeAddresses(known: canonicalEmails)
  }

  static func == (left: Self, right: Self) -> Bool {
    left.identifiers == right.identifiers && left.columns == right.columns
      && left.addresses == right.addresses
  }

  var count: Int { identifiers.count }

  /// Lets go the room that was kept for more.
  mutating func close() {
    for index in columns.indices { columns[index].close() }
    identifiers.close()
    addresses.close()
  }

  /// Adds a row; false where its id is there already.
  mutating func append(_ key: IDColumn.Key, _ values: [FieldValue]) -> Bool {
    let row = count
    guard add(key) else { return false }
    for index in columns.indices where index < values.count {
      columns[index].append(values[index], at: row)
    }
    takeAddresses(row..<count)
    return true
  }

  func row(of key: IDColumn.Key) -> Int? {
    identifiers.isInOrder
      ? identifiers.row(of: key)
      : byID.row(hash: byID.hash(of: key)) { identifiers.has(key, at: $0) }
  }

  /// Adds an id; false where it is there already.
  private mutating func add(_ key: IDColumn.Key, _ sought: KeyIndex.Sought? = nil) -> Bool {
    if identifiers.isInOrder {
      if identifiers.staysInOrder(with: key) {
        identifiers.append(key)
        return true
      }
      guard identifiers.row(of: key) == nil else { return false }
      indexIdentifiers()
    }
    let sought = sought ?? KeyIndex.Sought(hash: byID.hash(of: key))
    guard Self.add(key, count, sought, in: identifiers, &byID) else { return false }
    identifiers.append(key)
    return true
  }

  /// Takes the ids so far into the index, no two of which are the same.
  private mutating func indexIdentifiers() {
    let sought = byID.seek((0..<count).map { byID.hash(of: identifiers.key(at: $0)) })
    for row in 0..<count {
      _ = Self.add(identifiers.key(at: row), row, sought[row], in: identifiers, &byID)
    }
  }

  private static func add(
    _ key: IDColumn.Key, _ row: Int, _ sought: KeyIndex.Sought, in identifiers: IDColumn,
    _ index: inout KeyIndex
  ) -> Bool {
    index.add(row, sought) { identifiers.has(key, at: $0) } == nil
  }
}

// Addresses.
extension TableRows {
  /// The column of e-mails, where they are texts.
  private var emails: TextColumn? {
    guard let emailColumn, case .text(let column) = columns[emailColumn] else { return nil }
    return column
  }

  /// The canonical address of a row in its bytes, none where it has none.
  func addressBytes(at row: Int) -> ArraySlice<UInt8> { addresses.slice(row, of: emails) }

  /// The rows with an address, in its canonical form.
  func rows(of address: UnsafeRawBufferPointer) -> [Int] {
    let emails = emails
    return byEmail.rows(hash: byEmail.hash(of: address)) { row in
      addresses.slice(row, of: emails).withUnsafeBytes { address.isEqual(to: $0) }
    }
  }

  /// Takes the addresses of rows, which are behind all those before, from their e-mails.
  private mutating func takeAddresses(_ rows: Range<Int>) {
    guard let emails else { return }
    let plain = AddressColumn.PlainBytes.all
    var (found, hashes): ([Int], [UInt32]) = ([], [])
    found.reserveCapacity(rows.count)
    hashes.reserveCapacity(rows.count)
    emails.bytes.withUnsafeBytes { bytes in
      for row in rows {
        let written = UnsafeRawBufferPointer(rebasing: bytes[emails.range(of: row)])
        guard !written.isEmpty else { continue }
        if AddressColumn.isCanonical(written, plain) {
          hashes.append(byEmail.hash(of: written))
          found.append(row)
          continue
        }
        addresses.append(written, at: row)
        let address = addresses.slice(row, of: emails)
        guard !address.isEmpty else { continue }
        hashes.append(address.withUnsafeBytes { byEmail.hash(of: $0) })
        found.append(row)
      }
    }
    let sought = byEmail.seek(hashes)
    for (row, sought) in zip(found, sought) { Self.index(row, sought, addresses, emails, &byEmail) }
  }

  /// Takes addresses that are known, a text for each row.
  private mutating func takeAddresses(known: TextColumn) {
    let emails = emails ?? TextColumn()
    for row in 0..<count {
      known.slice(row).withUnsafeBytes { canonical in
        emails.slice(row).withUnsafeBytes { addresses.append(canonical, unlike: $0, at: row) }
      }
      let address = addresses.slice(row, of: emails)
      guard !address.isEmpty else { continue }
      let hash = address.withUnsafeBytes { byEmail.hash(of: $0) }
      Self.index(row, KeyIndex.Sought(hash: hash), addresses, emails, &byEmail)
    }
  }

  private static func index(
    _ row: Int, _ sought: KeyIndex.Sought, _ addresses: AddressColumn, _ emails: TextColumn,
    _ index: inout KeyIndex
  ) {
    let first = index.add(row, sought) { other in
      addresses.slice(row, of: emails).withUnsafeBytes { address in
        addresses.slice(other, of: emails).withUnsafeBytes { address.isEqual(to: $0) }
      }
    }
    if let first { index.add(row, behind: first) }
  }
}

// Pages that were read by column go in by column.
extension TableRows {
  /// Adds a page of records.
  mutating func append(_ records: [CRMRecord]) {
    var next = 0
    while next < records.count {
      guard let page = records[next].place?.page, fits(page) else {
        _ = append(IDColumn.Key(records[next].id.text), records[next].values)
        next += 1
        continue
      }
      var rows: [Int] = []
      while next < records.count, let place = records[next].place, place.page === page {
        rows.append(place.row)
        next += 1
      }
      append(rows, of: page)
    }
  }

  private func fits(_ page: RecordColumns) -> Bool {
    page.columns.count == columns.count
      && zip(page.columns, columns).allSatisfy { $0.type == $1.type }
  }

  /// Adds rows of a page whose ids are new.
  private mutating func append(_ rows: [Int], of page: RecordColumns) {
    let first = count
    let sought =
      identifiers.isInOrder
      ? [] : byID.seek(rows.map { byID.hash(of: page.identifiers.key(at: $0)) })
    var new: [Range<Int>] = []
    for (place, row) in rows.enumerated()
    where add(page.identifiers.key(at: row), sought.isEmpty ? nil : sought[place]) {
      if let last = new.last, last.upperBound == row {
        new[new.count - 1] = last.lowerBound..<(row + 1)
      } else {
        new.append(row..<(row + 1))
      }
    }
    for index in columns.indices {
      var row = first
      for range in new {
        columns[index].append(range, of: page.columns[index], at: row)
        row += range.count
      }
    }
    takeAddresses(first..<count)
  }
}
