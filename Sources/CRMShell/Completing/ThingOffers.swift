import CommandLanguage
import ImportModel
import Reporting

/// Tables of things other than people: their fields are their columns, whose values are texts.
extension SessionAssistant {
  /// The things whose table a command narrows; nil for people.
  static func thing(narrowedBy declaration: Declaration?, _ statement: String) -> String? {
    switch declaration?.name {
    case "runs": return "runs"
    case "list", "count":
      let words = statement.split(whereSeparator: \.isWhitespace).map { lowercased($0) }
      guard words.count > 1 else { return nil }
      let names = ListForm.things.map(\.name)
      if names.contains(words[1]) { return words[1] }
      // At a terminal words may be shortened; `account` begins a selector.
      let meant = names.filter { $0.hasPrefix(words[1]) && words[1].count > 3 }
      return meant.count == 1 && meant[0] != "accounts" ? meant[0] : nil
    default: return nil
    }
  }

  /// The names of the columns.
  var columnsOfThings: [Offer] {
    guard let thing, let table = table(of: thing) else { return [] }
    return table.columns.filter { !$0.isForReaders }
      .map { .literal($0.key, detail: "a column of list \(thing)") }
  }

  /// The values that a column has, most frequent first.
  func valuesOfThings(in field: FieldSyntax) -> [Offer] {
    let name = lowercased(field.parts.joined(separator: "."))
    guard let thing, let table = table(of: thing),
      let column = table.columns.firstIndex(where: { $0.key == name })
    else { return [] }
    var counts: [String: Int] = [:]
    for row in table.rows where !row[column].field.isEmpty {
      counts[row[column].field, default: 0] += 1
    }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { .name($0.key, detail: "\($0.value) of \(table.rows.count)") }
  }

  /// The table of things as far as it is known here: of runs, and of portals, the columns alone.
  private func table(of thing: String) -> Table? {
    switch thing {
    case "runs": return ListedRuns(runs: []).table
    case "portals": return Table.portals
    default: break
    }
    guard let fetched else { return nil }
    switch thing {
    case "accounts": return ClientTables.accounts(fetched.directory, fetched.portal)
    case "customers": return ClientTables.customers(fetched.portal, plan: session.plan)
    case "projects": return PortalTables.projects(fetched.portal, plan: session.plan)
    case "roles": return PortalTables.roles(fetched.portal)
    case "profiles": return PortalTables.profiles(fetched.portal)
    case "portal": return PortalTables.users(fetched.portal)
    case "licences": return PortalTables.licences(fetched.portal)
    case "plan":
      return PlanTable.table(
        Assessment(of: session.plan, against: fetched.portal).changes, of: fetched.portal)
    default: return nil
    }
  }
}
