extension Table {
  /// The objects of an array as rows, for a report whose words are no table: a member is a column, one
  /// within an object is `outer_inner`, texts in an array are one cell; arrays of objects are left out.
  package init(flattening data: DataValue, key: String = "rows") {
    guard case .array(let elements) = data else {
      self.init(key: key, columns: [])
      return
    }
    let records = elements.map { Self.cells(of: $0, behind: "") }
    let inner = Set(records.joined().map(\.name))
    var names: [String] = []
    for (name, _) in records.joined() where !names.contains(name) {
      // An object that is missing in one record has its members in another.
      if !inner.contains(where: { $0.hasPrefix(name + "_") }) { names.append(name) }
    }
    names.removeAll { name in
      records.joined().contains { $0.name == name && $0.cell == nil }
    }
    self.init(
      key: key, columns: names.map { Column($0) },
      rows: records.map { record in
        names.map { name in record.first { $0.name == name }?.cell ?? .empty }
      })
  }

  /// The members of an object by their names; nil for an array of more than texts.
  private static func cells(
    of value: DataValue, behind prefix: String
  ) -> [(name: String, cell: Cell?)] {
    guard case .object(let members) = value else { return [] }
    return members.flatMap { member -> [(name: String, cell: Cell?)] in
      let name = prefix + member.name
      switch member.value {
      case .null: return [(name, .empty)]
      case .bool(let flag): return [(name, .flag(flag))]
      case .integer(let number): return [(name, .number(number))]
      case .string(let text): return [(name, .text(text))]
      case .object: return cells(of: member.value, behind: name + "_")
      case .array(let elements):
        let texts = elements.compactMap { element -> String? in
          if case .string(let text) = element { text } else { nil }
        }
        return [(name, texts.count == elements.count ? .list(texts) : nil)]
      }
    }
  }
}
