extension Report {
  /// Whether the report holds nothing but words.
  var isOnlyWords: Bool {
    !blocks.contains { block in
      switch block {
      case .table, .facts: true
      case .sentence, .hanging, .notice, .heading, .blank: false
      }
    }
  }

  /// The JSON document of a report that brings none, or nothing for a report without content.
  ///
  /// One table is an array of objects; facts are an object; more than one table, or a table beside
  /// facts, are members of one object; words alone are `{"message", "notes"}`.
  var derivedData: DataValue? {
    if isOnlyWords { return wordsData }
    let tables = blocks.compactMap { block -> Table? in
      if case .table(let table) = block { table } else { nil }
    }
    let facts = blocks.flatMap { block -> [Fact] in
      if case .facts(let facts) = block { facts } else { [] }
    }
    if facts.isEmpty, tables.count == 1 { return tables[0].data }
    var members = facts.map { DataValue.Member($0.key, $0.data) }
    members += tables.map { DataValue.Member($0.key, $0.data) }
    return .object(Self.withUniqueNames(members))
  }

  private var wordsData: DataValue? {
    var sentences: [String] = []
    var notes: [DataValue] = []
    for block in blocks {
      switch block {
      case .sentence(let text), .hanging(let text, _): sentences.append(text.raw)
      case .notice(let severity, let text):
        notes.append(["severity": .string(severity.rawValue), "message": .string(text.raw)])
      case .heading, .blank, .table, .facts: continue
      }
    }
    if sentences.isEmpty, notes.isEmpty { return nil }
    return ["message": .string(sentences.joined(separator: "\n")), "notes": .array(notes)]
  }

  /// JSON readers keep one of two members with the same name: the second becomes `name_2`.
  private static func withUniqueNames(_ members: [DataValue.Member]) -> [DataValue.Member] {
    var taken: Set<String> = []
    return members.map { member in
      var name = member.name
      var count = 1
      while !taken.insert(name).inserted {
        count += 1
        name = "\(member.name)_\(count)"
      }
      return DataValue.Member(name, member.value)
    }
  }
}

extension Table {
  /// An array with one object a row.
  package var data: DataValue {
    let table = forPrograms
    return .array(
      table.rows.map { row in
        .object(zip(table.columns, row).map { DataValue.Member($0.key, $1.data) })
      })
  }
}
