import ImportModel

/// What an earlier run added is taken away only while nothing else hangs on it.
extension ImportRun {
  /// Why something is not taken away after all: somebody came to need it since it was planned. The
  /// newest read tells, and the answers since.
  func obstacle(toRemoval call: PlannedCall) -> Reason? {
    switch call.work {
    case .removeFromPortal(let email), .deactivate(let email): obstacle(toRemoving: email)
    case .unlinkCustomer(let target, let project):
      portal.customer(target).flatMap { customer in
        let users = portal.clientUsers(of: customer.id, in: project)
        return users.allSatisfy { ledger.isGone(.join($0, project), in: portal) }
          ? nil : Reason(code: "has-users", message: "client users of it are in the project")
      }
    case .deleteCustomer(let name): obstacle(toDeleting: name)
    default: nil
    }
  }

  private func obstacle(toRemoving email: EmailAddress) -> Reason? {
    guard portal.users[email]?.status == .invited else {
      return Reason(code: "accepted", message: "not invited any more: kept in the portal")
    }
    if let role = ledger[.role(email)], portal.value(of: .role(email)) != role.before {
      return Reason(code: "changed", message: "their role was changed: kept in the portal")
    }
    let isElsewhere = portal.projects(of: email).contains { project in
      !ledger.isGone(.join(email, project), in: portal)
    }
    return isElsewhere
      ? Reason(code: "in-projects", message: "in a project still: kept in the portal") : nil
  }

  private func obstacle(toDeleting name: CustomerName) -> Reason? {
    guard let customer = portal.customer(.new(name)) else {
      return Reason(code: "conflict", message: "the portal has not one customer \(name.text)")
    }
    let users = portal.clientUsers(of: customer.id)
    guard users.allSatisfy({ ledger.isGone(.member($0), in: portal) }) else {
      return Reason(code: "has-users", message: "\(name.text) has client users: kept")
    }
    let isLinked = portal.projects(of: customer.id).contains { project in
      !ledger.isGone(.linked(.new(name), project), in: portal)
    }
    return isLinked
      ? Reason(code: "has-projects", message: "\(name.text) is in a project still: kept") : nil
  }

  /// What is not to be taken away after all, or was refused, is not tried again; whom it is about is
  /// told.
  mutating func giveUpRemoval(
    _ call: PlannedCall, _ reason: Reason, isRefusal: Bool = false
  ) {
    for email in call.people {
      for item in call.items(of: email) { ledger.giveUp(item) }
      work[email]?.remove(call, entry: nil, settingRole: false)
    }
    if let item = call.itemOfCustomer { ledger.giveUp(item) }
    let concerned = call.people + customerPeople(of: call)
    guard isRefusal else { return hold(concerned, reason) }
    for email in concerned where standings[email]?.refusal == nil {
      standings[email]?.refusal = reason
    }
  }

  /// The people of the plan whose customer a call is about.
  func customerPeople(of call: PlannedCall) -> [EmailAddress] {
    guard let customer = call.customer else { return [] }
    return order.filter { row(of: $0)?.customer == customer }
  }

  /// Whether nobody can tell if a customer was taken away.
  func isDoubtfulRemoval(_ call: PlannedCall, _ outcome: Outcome) -> Bool {
    guard case .unknown = outcome else { return false }
    return call.isRemoval && call.itemOfCustomer != nil
  }

  /// What of a customer is still to be taken away, but for what is looked up.
  func keepOpenRemovals(of work: inout CustomerWork) {
    let target = work.target
    func isOpen(_ item: Item) -> Bool {
      ledger[item]?.isGivenUp == false && !ledger.isGone(item, in: portal)
        && !unsettled.contains { $0.call.itemOfCustomer == item }
    }
    work.unlinks.removeAll { !isOpen(.linked(target, $0)) }
    work.deletion = work.deletion.flatMap { isOpen(.customer($0)) ? $0 : nil }
  }
}

extension Portal {
  /// The client users who are a customer's, or may be: of whom the portal does not tell whose they
  /// are.
  func clientUsers(of customer: CustomerID) -> [EmailAddress] {
    let name = self.customer(customer).flatMap { CustomerName($0.name) }
    return users.all.filter { user in
      guard user.kind == .client else { return false }
      let told = CustomerName(user.customerName)
      return user.customer.map { $0 == customer } ?? (told == nil || told == name)
    }.map(\.email)
  }

  /// Those of them who are in a project.
  func clientUsers(of customer: CustomerID, in project: ProjectID) -> [EmailAddress] {
    clientUsers(of: customer).filter { clients[project]?.users.byEmail[$0] != nil }
  }

  /// The projects that somebody is in, of those whose lists were read.
  func projects(of email: EmailAddress) -> [ProjectID] {
    projects.map(\.id).filter { membership(of: email, in: $0) != nil }
  }

  /// The projects that a customer is linked to, of those whose lists were read.
  func projects(of customer: CustomerID) -> [ProjectID] {
    projects.map(\.id).filter { clients[$0]?.customers.contains(customer) == true }
  }
}
