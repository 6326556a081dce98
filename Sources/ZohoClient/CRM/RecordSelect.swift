import ImportEngine
import ImportModel

/// A query in CRM's own language (COQL) for a page of records behind an id. [C] OAS31 coql
struct RecordSelect {
  /// The most rows of an answer. [C] OAS31 coql
  static let page = 200

  let query: RecordQuery

  /// The text. Conditions stand in pairs of parentheses, as more than two must. [C] DOC Kaizen #171
  func text(after lastID: String) -> String {
    let start = lastID.isEmpty ? "id is not null" : "id > \(lastID)"
    let condition = conditions.reduce(start) { "(\($0) and \($1))" }
    return
      "select \(fields.joined(separator: ", ")) from \(query.module.rawValue) where \(condition) order by id asc limit \(Self.page)"
  }

  /// What is asked of a record: `id` first; of lookups also what tells their name.
  var fields: [String] {
    var fields = ["id"]
    for field in query.schema.fields where !query.hidden.contains(field.path[0]) {
      for name in [field.path[0], field.queryName].compactMap({ $0 })
      where !fields.contains(name) { fields.append(name) }
    }
    return fields
  }

  /// What of the filter CRM is asked, of the parts that must all hold.
  var conditions: [String] {
    (query.filter?.conjuncts ?? []).filter { $0.canBeAsked(in: query) }.flatMap {
      part -> [String] in
      if let ids = part.askedIDs { return ["id in (\(ids.joined(separator: ", ")))"] }
      guard case .test(.crm(let place), let test) = part, let index = place[query.module] else {
        return []
      }
      let name = query.schema.fields[index].apiName
      switch test {
      case .isFlag(let flag): return ["\(name) = \(flag)"]
      case .within(let from, let before):
        return [
          from.map { "\(name) >= '\(Self.time($0))'" },
          before.map { "\(name) < '\(Self.time($0))'" },
        ].compactMap { $0 }
      default: return []
      }
    }
  }

  /// As CRM reads times.
  static func time(_ seconds: Int64) -> String {
    TimeText.iso8601(seconds).dropLast() + "+00:00"
  }
}
