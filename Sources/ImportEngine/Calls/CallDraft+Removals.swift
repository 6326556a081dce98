import ImportModel

extension CallDraft {
  /// Brings people in, and gives them what is planned.
  mutating func bring(_ customers: [CustomerWork]) {
    introduce()
    setRoles()
    join()
    provide(proveClients(customers))
    introduceClients()
    joinClients()
    setProfiles()
  }

  /// The reverse of an import: memberships, links, profiles, roles, people, customers left empty.
  mutating func undo(_ customers: [CustomerWork]) {
    for (place, person) in rest.enumerated() {
      for project in person.leaves {
        add(.leave(person.email, project, isClient: person.isClient), of: [place])
      }
    }
    for customer in customers {
      for project in customer.unlinks { add(.unlinkCustomer(customer.target, project)) }
    }
    setProfiles()
    setRoles()
    for (place, person) in rest.enumerated() {
      if person.removal { add(.removeFromPortal(person.email), of: [place]) }
      if person.deactivation { add(.deactivate(person.email), of: [place]) }
    }
    for name in customers.compactMap(\.deletion) { add(.deleteCustomer(name)) }
  }
}
