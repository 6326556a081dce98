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
    for person in rest {
      for project in person.leaves {
        add(.leave(person.email, project, isClient: person.isClient))
      }
    }
    for customer in customers {
      for project in customer.unlinks { add(.unlinkCustomer(customer.target, project)) }
    }
    setProfiles()
    setRoles()
    for person in rest {
      if person.removal { add(.removeFromPortal(person.email)) }
      if person.deactivation { add(.deactivate(person.email)) }
    }
    for name in customers.compactMap(\.deletion) { add(.deleteCustomer(name)) }
  }
}
