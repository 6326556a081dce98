/// What a table of records holds, in bytes, by what holds it.
package struct TableMemory: Hashable, Sendable {
  /// The characters of its texts, one behind another.
  package var texts = 0
  /// Where each text ends, the codes of choices, flags and times.
  package var columns = 0
  /// CRM's ids.
  package var identifiers = 0
  /// Canonical addresses, where they are not what stands in the column of e-mails.
  package var addresses = 0
  /// What finds a row by its id.
  package var idIndex = 0
  /// What finds rows by their address.
  package var addressIndex = 0

  /// All of it.
  package var sum: Int {
    texts + columns + identifiers + addresses + idIndex + addressIndex
  }
}

extension TableRows {
  var memory: TableMemory {
    var memory = TableMemory(
      identifiers: identifiers.size, addresses: addresses.size, idIndex: byID.size,
      addressIndex: byEmail.size)
    for column in columns {
      memory.texts += column.textSize
      memory.columns += column.size - column.textSize
    }
    return memory
  }
}

extension Column {
  /// Bytes of the characters of its texts.
  fileprivate var textSize: Int {
    switch self {
    case .text(let column): column.bytes.count
    case .choice(let column): column.textSize
    case .flag, .time: 0
    }
  }

  /// Bytes of everything.
  fileprivate var size: Int {
    switch self {
    case .text(let column): column.size
    case .choice(let column): column.size
    case .flag(let flags): flags.count
    case .time(let times): times.count * MemoryLayout<Int64>.stride
    }
  }
}

extension TextColumn {
  /// Bytes of everything.
  var size: Int {
    bytes.count + ends.count * MemoryLayout<UInt32>.stride
      + wideRows.count * MemoryLayout<UInt64>.stride
  }
}
