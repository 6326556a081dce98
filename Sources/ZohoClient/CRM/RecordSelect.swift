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
    let conditions = Self.conditions(of: query.filter, in: query.schema, query.module)
    let condition = conditions.reduce(start) { "(\($0) and \($1))" }
    return
      "select \(fields.joined(separator: ", ")) from \(query.module.rawValue) where \(condition) order by id asc limit \(Self.page)"
  }

  private var fields: [String] {
    var fields = ["id"]
    for field in query.schema.fields {
      for name in [field.path[0], field.queryName].compactMap({ $0 })
      where !fields.contains(name) { fields.append(name) }
    }
    return fields
  }

  /// What of a filter CRM can be asked without a doubt: times and flags that must all hold. How CRM
  /// compares texts is not documented, so they are never asked for; the caller filters again.
  static func conditions(
    of filter: Filter?, in schema: PeopleSchema, _ module: CRMModule
  ) -> [String] {
    switch filter {
    case .all(let parts): return parts.flatMap { conditions(of: $0, in: schema, module) }
    case .test(.crm(let place), let test):
      guard let index = place[module], schema.fields[index].path.count == 1 else { return [] }
      let name = schema.fields[index].apiName
      switch test {
      case .isFlag(let flag): return ["\(name) = \(flag)"]
      case .within(let from, let before):
        return [
          from.map { "\(name) >= '\(time($0))'" }, before.map { "\(name) < '\(time($0))'" },
        ].compactMap { $0 }
      default: return []
      }
    default: return []
    }
  }

  private static func time(_ seconds: Int64) -> String {
    TimeText.iso8601(seconds).dropLast() + "+00:00"
  }
}
