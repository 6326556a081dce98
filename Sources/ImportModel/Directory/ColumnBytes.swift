/// Takes bytes one after another.
package protocol ByteSink {
  /// False when they can't be taken: why, it knows itself, and takes no more.
  mutating func write(_ bytes: UnsafeRawBufferPointer) -> Bool
}

/// Gives back the bytes that a sink took, in their order.
package protocol ByteSource {
  /// How many are left.
  var left: Int { get }
  /// Fills the buffer; false when that can't be.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Bool
}

extension ByteSink {
  /// Writes how many elements there are, and behind that the elements as they lie in memory.
  fileprivate mutating func write<Value: FixedWidthInteger>(array: [Value]) -> Bool {
    withUnsafeBytes(of: UInt64(array.count)) { write($0) }
      && array.withUnsafeBytes { write($0) }
  }
}

extension ByteSource {
  /// What `write(array:)` wrote; nil when it can't be that.
  fileprivate mutating func array<Value: FixedWidthInteger>(of _: Value.Type) -> [Value]? {
    var count: UInt64 = 0
    guard left >= 8, withUnsafeMutableBytes(of: &count, { read(into: $0) }),
      count <= UInt64(left / MemoryLayout<Value>.stride)
    else { return nil }
    var values = [Value](repeating: 0, count: Int(count))
    return values.withUnsafeMutableBytes { read(into: $0) } ? values : nil
  }
}

extension RecordTable {
  /// Writes its columns; the schema is kept elsewhere. Numbers are in the byte order of the machine,
  /// ids and canonical addresses are texts.
  package func write(to sink: inout some ByteSink) -> Bool {
    var (ids, emails) = (TextColumn(), TextColumn())
    for row in 0..<count {
      ids.append(identifiers[row], at: row)
      addressBytes(at: row).withUnsafeBytes { emails.append($0, at: row) }
    }
    guard ids.write(to: &sink), emails.write(to: &sink) else { return false }
    for index in schema.fields.indices where !column(index).write(to: &sink) { return false }
    return true
  }

  /// The table that was written, its indexes made anew; nil when it can't be one of this schema.
  package init?(_ schema: PeopleSchema, from source: inout some ByteSource) {
    guard let identifiers = TextColumn(from: &source), let emails = TextColumn(from: &source)
    else { return nil }
    var columns: [Column] = []
    for field in schema.fields {
      guard let column = Column(field.type, from: &source) else { return nil }
      columns.append(column)
    }
    self.init(schema, identifiers: identifiers, canonicalEmails: emails, columns: columns)
  }

  /// The digest of all that it holds: two tables of one digest are equal.
  package func digest(by hash: any ContentHash) -> String {
    var sink = ByteCollector()
    // Memory takes whatever it is given.
    _ = write(to: &sink)
    return hash.digest(of: sink.bytes)
  }
}

private struct ByteCollector: ByteSink {
  var bytes: [UInt8] = []

  mutating func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
    self.bytes.append(contentsOf: bytes)
    return true
  }
}

extension TextColumn {
  fileprivate func write(to sink: inout some ByteSink) -> Bool {
    sink.write(array: bytes) && sink.write(array: ends) && sink.write(array: wideRows)
  }

  fileprivate init?(from source: inout some ByteSource) {
    guard let bytes = source.array(of: UInt8.self), let ends = source.array(of: UInt32.self),
      let wideRows = source.array(of: UInt64.self)
    else { return nil }
    self.init(bytes: bytes, ends: ends, wideRows: wideRows)
  }
}

extension Column {
  fileprivate func write(to sink: inout some ByteSink) -> Bool {
    switch self {
    case .text(let column): return column.write(to: &sink)
    case .choice(let column):
      var texts = TextColumn()
      for (code, value) in column.values.enumerated() { texts.append(value, at: code) }
      return texts.write(to: &sink)
        && sink.write(array: (0..<column.count).map { UInt32(column.code($0)) })
    case .flag(let flags): return sink.write(array: flags)
    case .time(let times): return sink.write(array: times)
    }
  }

  fileprivate init?(_ type: FieldType, from source: inout some ByteSource) {
    switch type {
    case .text:
      guard let column = TextColumn(from: &source) else { return nil }
      self = .text(column)
    case .choice:
      guard let texts = TextColumn(from: &source), let codes = source.array(of: UInt32.self),
        let column = ChoiceColumn(
          values: (0..<max(texts.count, 1)).map { texts[$0] }, codes: codes)
      else { return nil }
      self = .choice(column)
    case .flag:
      guard let flags = source.array(of: UInt8.self), flags.allSatisfy({ $0 <= 2 }) else {
        return nil
      }
      self = .flag(flags)
    case .time:
      guard let times = source.array(of: Int64.self) else { return nil }
      self = .time(times)
    }
  }
}
