// How rows are found by their keys, and what a table is made of.
extension RecordTable {
  package static func == (left: Self, right: Self) -> Bool {
    left.schema == right.schema && left.identifiers == right.identifiers
      && left.columns == right.columns && left.addresses == right.addresses
  }

  /// Lets go the room that was kept for more records.
  package mutating func close() {
    for index in columns.indices { columns[index].close() }
    identifiers.close()
    addresses.close()
  }

  func row(of key: IDColumn.Key) -> Int? {
    byID.row(hash: key.hash) { identifiers.has(key, at: $0) }
  }

  /// Adds an id; false where it is there already.
  mutating func add(_ key: IDColumn.Key) -> Bool {
    guard row(of: key) == nil else { return false }
    byID.add(count, hash: key.hash)
    identifiers.append(key)
    return true
  }

  /// The column of e-mails, where they are texts.
  private var emails: TextColumn? {
    guard let emailColumn, case .text(let column) = columns[emailColumn] else { return nil }
    return column
  }

  /// Takes the addresses of rows, which are behind all those before, from their e-mails.
  mutating func takeAddresses(_ rows: Range<Int>) {
    guard let emails else { return }
    emails.bytes.withUnsafeBytes { bytes in
      for row in rows {
        let written = UnsafeRawBufferPointer(rebasing: bytes[emails.range(of: row)])
        addresses.append(written, at: row)
        indexAddress(of: row, emails)
      }
    }
  }

  /// Takes addresses that are known, a text for each row.
  mutating func takeAddresses(known: TextColumn) {
    let emails = emails ?? TextColumn()
    for row in 0..<count {
      known.slice(row).withUnsafeBytes { canonical in
        emails.slice(row).withUnsafeBytes { addresses.append(canonical, unlike: $0, at: row) }
      }
      indexAddress(of: row, emails)
    }
  }

  /// The canonical address of a row in its bytes, none where it has none.
  func addressBytes(at row: Int) -> ArraySlice<UInt8> { addresses.slice(row, of: emails) }

  /// The rows with an address: more than one where CRM repeats it.
  package func rows(of email: EmailAddress) -> [Int] {
    guard count > 0 else { return [] }
    var text = email.canonical
    let emails = emails
    return text.withUTF8 { bytes in
      let bytes = UnsafeRawBufferPointer(bytes)
      return byEmail.rows(hash: ByteHash.of(bytes)) { hasAddress(bytes, at: $0, emails) }
    }
  }

  private func hasAddress(_ bytes: UnsafeRawBufferPointer, at row: Int, _ emails: TextColumn?)
    -> Bool
  {
    addresses.slice(row, of: emails).withUnsafeBytes { bytes.isEqual(to: $0) }
  }

  private mutating func indexAddress(of row: Int, _ emails: TextColumn) {
    addresses.slice(row, of: emails).withUnsafeBytes { bytes in
      guard !bytes.isEmpty else { return }
      let hash = ByteHash.of(bytes)
      if let first = byEmail.row(hash: hash, hasKey: { hasAddress(bytes, at: $0, emails) }) {
        byEmail.add(row, behind: first)
      } else {
        byEmail.add(row, hash: hash)
      }
    }
  }
}
