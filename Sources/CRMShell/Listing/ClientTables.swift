import CommandLanguage
import ImportModel
import Reporting

/// Tables of companies: CRM's accounts and the portal's customers.
enum ClientTables {
  /// Every account fetched, with how many of its contacts were, and the portal's customer of its name.
  static func accounts(_ directory: Directory, _ portal: Portal) -> Table {
    let contacts = contactCounts(directory)
    var customers: [CustomerName: Int] = [:]
    for customer in portal.customers {
      if let name = CustomerName(customer.name) { customers[name, default: 0] += 1 }
    }
    var table = Table(
      key: "accounts",
      columns: [
        Column("name", isFlexible: true, shortest: 20), Column("id", priority: 3),
        Column("contacts", title: "contacts fetched", alignment: .trailing),
        Column("customer", title: "customer in the portal"),
        Column("industry", priority: 2, isFlexible: true),
        Column("website", priority: 4, isFlexible: true),
      ])
    let accounts = directory.accounts
    for row in 0..<accounts.count {
      let name = accounts.text("Account_Name", at: row) ?? ""
      let id = accounts.id(at: row)?.text ?? ""
      let matches = CustomerName(name).flatMap { customers[$0] } ?? 0
      table.append([
        .text(name), .text(id), .number(contacts[id] ?? 0),
        .styled(
          matches == 0 ? "absent" : matches == 1 ? "there" : "\(matches) times",
          matches == 0 ? .dim : matches == 1 ? .plain : .warning),
        Cell(accounts.text("Industry", at: row)), Cell(accounts.text("Website", at: row)),
      ])
    }
    table.footer = "\(accounts.count, "account", "accounts")"
    return table
  }

  /// How many contacts fetched each account has, by its id.
  static func contactCounts(_ directory: Directory) -> [String: Int] {
    guard let place = directory.schemas.place(of: "Account_Name.id", in: [.contacts]) else {
      return [:]
    }
    return Dictionary(
      directory.values(of: place).map { ($0.value, $0.count) }, uniquingKeysWith: +)
  }

  /// Every customer of the portal, with its client users and what the plan does with it.
  static func customers(_ portal: Portal, plan: Plan) -> Table {
    var users: [CustomerID: Int] = [:]
    for user in portal.users.all { if let id = user.customer { users[id, default: 0] += 1 } }
    var planned: [CustomerTarget: Int] = [:]
    let assessment = Assessment(of: plan, against: portal)
    for change in assessment.changes {
      if let target = change.customer { planned[target, default: 0] += 1 }
    }
    var table = Table(
      key: "customers",
      columns: [
        Column("name", isFlexible: true, shortest: 20), Column("id", priority: 2),
        Column("client_users", title: "client users", alignment: .trailing),
        Column("in_plan", title: "in plan", alignment: .trailing, priority: 1),
        Column("state", priority: 1),
      ])
    for customer in portal.customers {
      table.append([
        .text(customer.name), .text(customer.id.text), .number(users[customer.id] ?? 0),
        .number(planned[.existing(customer.id)] ?? 0), "in the portal",
      ])
    }
    for change in assessment.customers where change.kind == .add {
      table.append([
        .text(change.name), .empty, .number(0), .number(planned[change.target] ?? 0),
        .styled("to be made", .good),
      ])
    }
    table.footer = "\(portal.customers.count, "customer", "customers")"
    return table
  }
}
