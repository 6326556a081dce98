import CommandLanguage
import ImportModel
import Reporting

/// The columns of a list of people: the standard ones, or those that `columns` names.
struct PeopleColumns {
  let fields: [(name: String, field: FilterField)]

  /// E-mail and name; of users the CRM role, of contacts the account; and what the portal says.
  /// `tellsTypes`: also what kind of CRM user somebody is, for lists with others than colleagues.
  init(schemas: CRMSchemas, modules: Set<CRMModule>, tellsTypes: Bool = false) {
    func crm(_ name: String, _ column: String) -> (String, FilterField)? {
      schemas.place(of: name, in: modules).map { (column, .crm($0)) }
    }
    let hasContacts = modules.contains(.contacts)
    let standard: [(String, FilterField)?] = [
      crm("email", "email"), crm("full_name", "name"),
      modules.count > 1 ? ("kind", .kind) : nil,
      tellsTypes ? crm("type__s", "type") : nil,
      crm("role", "crm_role"), crm("Account_Name", "account"), ("portal", .portalStatus),
      modules == [.contacts] ? nil : ("portal_role", .portalRole),
      hasContacts ? ("customer", .portalCustomer) : nil,
    ]
    fields = standard.compactMap { $0 }
  }

  /// The column of these that a bare name means.
  func field(titled written: FieldSyntax) -> (name: String, field: FilterField)? {
    guard written.parts.count == 1 else { return nil }
    return fields.first { $0.name == lowercased(written.parts[0]) }
  }

  /// Fields, each under the title that a line gave it, else under its own name.
  init(_ fields: [(title: String?, field: FilterField)], schemas: CRMSchemas) {
    self.fields = fields.map { title, field in
      if let title { return (title, field) }
      var name = lowercased(FieldNames.name(of: field, in: schemas))
      // CRM's own fields keep their name where no other side has one like it.
      if name.hasPrefix("crm."), FieldNames.onBothSides[String(name.dropFirst(4))] == nil {
        name = String(name.dropFirst(4))
      }
      return (String(name.map { $0 == "." ? "_" : $0 }), field)
    }
  }

  /// The table of these rows; numbered where `%N` may be typed.
  func table(_ rows: [Int], of people: JoinedPeople, numbered: Bool) -> Table {
    var columns = numbered ? [Column("row", title: "%", alignment: .trailing)] : []
    for (index, entry) in fields.enumerated() {
      columns.append(
        Column(
          entry.name, title: title(entry.name), priority: index, isFlexible: true,
          shortest: entry.name == "email" ? 26 : 12))
    }
    var table = Table(key: "people", columns: columns)
    for (number, row) in rows.enumerated() {
      let cells = fields.map { cell($0.field, people, row) }
      table.append((numbered ? [.number(number + 1)] : []) + cells)
    }
    return table
  }

  private func title(_ name: String) -> String {
    switch name {
    case "email": "e-mail"
    case "crm_role": "CRM role"
    case "portal_role": "portal role"
    default: name
    }
  }

  private func cell(_ field: FilterField, _ people: JoinedPeople, _ row: Int) -> Cell {
    let values = people.values(of: field, at: row)
    switch field {
    case .portalStatus:
      let status = values.first ?? "absent"
      return .styled(status, status == "inactive" ? .warning : status == "absent" ? .dim : .plain)
    case .portalProjects, .planProjects, .planReason, .kind: return .list(values)
    case .crm(let place):
      switch people.directory[row, place] {
      case .flag(let flag): return .flag(flag)
      case .time(let time): return .time(TimeText.iso8601(time))
      case .text(let text): return .text(text)
      case .empty: return .empty
      }
    default: return Cell(values.first)
    }
  }
}
