import Testing

/// The contacts of the sandbox's cast that tests bring in as client users.
enum Clients {
  /// Five people of each of four accounts. The portal has a customer called as Solaris Freight; it
  /// has "Blue Kite Ltd" where CRM says "Blue Kite"; the other two companies are new to it.
  static let byCustomer = [
    "Solaris Freight": addresses(
      "gita.rao hugo.blanc ida.sand jan.novak kira.wolf", at: "solaris.example"),
    "Blue Kite Ltd": addresses(
      "ada.lind bo.lindqvist carla.ruiz dario.fo elin.berg", at: "bluekite.example"),
    "Northwind Foods": addresses(
      "mona.haug nils.aker olga.petrova pia.holm quentin.roy", at: "northwind.example"),
    "Harbour & Sons": addresses(
      "sven.dahl tara.singh ugo.ferri vera.klein walt.ames", at: "harbour.example"),
  ]

  static let projects = ["Mobile App", "Website"]

  /// Stages the twenty people and ends with one more line.
  static func script(_ sandbox: SandboxProcess, last: String) -> String {
    """
    connect \(sandbox.address)
    fetch contacts
    select from clients.csv
    customer auto
    customer "Blue Kite Ltd" for contacts where plan.customer = "Blue Kite"
    assign Website, "Mobile App"
    \(last)
    """
  }

  /// Writes the list of them into the home.
  static func write(to home: ShellHome) throws {
    let lines = byCustomer.values.joined().sorted().map { "\($0)\n" }
    try home.write("email\n\(lines.joined())", to: "clients.csv")
  }

  /// Expects the portal to hold exactly the twenty, each with one invitation, their customers once
  /// each and linked, and everybody else to be as before.
  static func expect(
    in after: Judge.State, from before: Judge.State,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var wrong: [String] = []
    for (customer, people) in byCustomer.sorted(by: { $0.key < $1.key }) {
      if after.customers(customer).map(\.projectNames) != [projects] {
        wrong.append("\(customer) is \(after.customers(customer))")
      }
      for email in people {
        let found = after.people(email)
        let isAsPlanned =
          found.count == 1
          && found.allSatisfy {
            $0.userType == "client_user" && $0.customer == customer
              && $0.projectNames == projects && $0.mails == 1 && $0.notices == 0
          }
        if !isAsPlanned { wrong.append("\(email) of \(customer) is \(found)") }
      }
    }
    #expect(wrong == [], sourceLocation: sourceLocation)
    let planned = Set(byCustomer.values.joined())
    #expect(
      after.users.filter { !planned.contains($0.email) } == before.users,
      "nobody else is touched", sourceLocation: sourceLocation)
    let names = Set(byCustomer.keys)
    #expect(
      after.customers.filter { !names.contains($0.name) }
        == before.customers.filter { !names.contains($0.name) },
      "no other customer is touched", sourceLocation: sourceLocation)
  }

  private static func addresses(_ names: String, at domain: String) -> [String] {
    names.split(separator: " ").map { "\($0)@\(domain)" }
  }
}
