import CommandLanguage
import ImportModel
import Reporting

/// One customer of the portal and its client users, as far as the portal tells whose they are.
enum CustomerView {
  /// The customer that a word names.
  static func reply(
    _ word: Word, _ context: EditContext, _ session: Session
  ) throws(Stop) -> Reply {
    let portal = try context.connected().portal
    if let problem = portal.customersProblem { throw .refusal(.customersUnknown(problem)) }
    let customer = try NameResolver(portal: portal).customer(word)
    let changes = Assessment(of: session.plan, against: portal).changes
    let planned = changes.count { $0.customer == .existing(customer.id) }
    return Reply(
      Report([
        .facts([
          Fact("customer", Text(customer.name, .strong), key: "name"),
          Fact("id", Text(customer.id.text)),
          Fact("people in the plan", "\(planned)", key: "planned", data: .integer(planned)),
        ]), .table(users(of: customer.id, in: portal)),
      ]))
  }

  private static func users(of customer: CustomerID, in portal: Portal) -> Table {
    var table = Table(
      key: "client_users",
      columns: [
        Column("email", title: "e-mail", isFlexible: true, shortest: 26),
        Column("name", isFlexible: true), Column("status"), Column("profile", priority: 1),
      ])
    let users = portal.users.all.filter { $0.customer == customer }.sorted { $0.email < $1.email }
    for user in users {
      table.append([
        .text(user.email.text), .text(user.name), .text(user.status.rawValue),
        .text(user.profileName),
      ])
    }
    table.footer = "\(users.count, "client user", "client users")"
    return table
  }
}
