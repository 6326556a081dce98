/// How grave a notice is.
package enum Severity: String, Hashable, Sendable, CaseIterable {
  /// Good to know.
  case note
  /// Done, but look at it.
  case warning
  /// Not done, or not to be done like this.
  case problem
}

/// One labelled value of a thing shown.
package struct Fact: Hashable, Sendable {
  /// The label a reader sees.
  package let label: String
  /// The value a reader sees.
  package let value: Text
  /// The name in JSON, CSV and TSV, snake case.
  package let key: String
  /// The value in JSON.
  package let data: DataValue

  /// Makes a fact; without `key` the label in lower case with underscores, without `data` the text.
  package init(_ label: String, _ value: Text, key: String? = nil, data: DataValue? = nil) {
    self.label = label
    self.value = value
    self.key = key ?? String(label.lowercased().map { $0 == " " ? "_" : $0 })
    self.data = data ?? .string(value.raw)
  }
}

/// One piece of a report, in reading order.
package enum Block: Hashable, Sendable {
  /// One line of words.
  case sentence(Text)
  /// A line of words in columns: where it is too long for a terminal, the rest of the last column
  /// stands under its beginning, so many characters in.
  case hanging(Text, Int)
  /// A line that must not be overlooked.
  case notice(Severity, Text)
  /// Rows under columns.
  case table(Table)
  /// Labelled values, one a line.
  case facts([Fact])
  /// The title of what follows.
  case heading(Text)
  /// An empty line.
  case blank
}

/// What a command has to say, without widths, colours or escape codes.
package struct Report: Hashable, Sendable {
  /// The pieces in reading order.
  package var blocks: [Block]
  /// The JSON document; without one it is derived from the blocks.
  package var data: DataValue?
  /// The one table that CSV and TSV are; without one they are the tables and facts of the blocks.
  package var records: Table?

  /// Makes a report.
  package init(_ blocks: [Block] = [], data: DataValue? = nil, records: Table? = nil) {
    self.blocks = blocks
    self.data = data
    self.records = records
  }

  /// A report of one sentence.
  package static func sentence(_ text: Text, data: DataValue? = nil) -> Report {
    Report([.sentence(text)], data: data)
  }

  /// A report of one table.
  package static func table(_ table: Table, data: DataValue? = nil) -> Report {
    Report([.table(table)], data: data)
  }

  /// Adds a piece at the end.
  package mutating func append(_ block: Block) {
    blocks.append(block)
  }
}
