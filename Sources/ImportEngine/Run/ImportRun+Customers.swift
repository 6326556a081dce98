import ImportModel

/// Customers are there before their client users: nothing that needs one goes before it is shown to
/// be there, by the server's answer or by a complete read that holds exactly one of its name.
extension ImportRun {
  /// Books the answer to a call that makes or links a customer.
  mutating func provided(_ call: PlannedCall, as presence: Standing.Presence, _ id: CustomerID?) {
    guard let item = call.itemOfCustomer else { return }
    ledger.markSent(item)
    switch call.work {
    case .makeCustomer(let name):
      // Without an id of its own it has to be looked up first, and may be somebody else's.
      let own = id.flatMap { isOther($0, than: name) ? nil : $0 }
      if presence == .there, own != nil { ledger.markProven(item) }
      customers[.new(name)]?.presence = presence == .there && own == nil ? .uncertain : presence
      if let own { know(name, as: own) }
    case .linkCustomer(let target, let project):
      if presence == .there { ledger.markProven(item) }
      customers[target]?.links[project] = presence
      if presence == .there, let customer = portal.customer(target) {
        portal.link(customer.id, to: project)
      }
    case .unlinkCustomer, .deleteCustomer: if presence == .there { ledger.markProven(item) }
    default: break
    }
  }

  /// Whether an id is known to be that of a customer of another name.
  private func isOther(_ id: CustomerID, than name: CustomerName) -> Bool {
    portal.customer(id).map { CustomerName($0.name) != name } ?? false
  }

  private mutating func know(_ name: CustomerName, as id: CustomerID) {
    made[name] = id
    if portal.customer(id) == nil { portal.customers.append(Customer(id: id, name: name.text)) }
    ledger.resolve(name, as: id)
  }

  /// Takes a complete read: every customer is there once, or is not to be built upon.
  mutating func seeCustomers() {
    for (target, standing) in customers where standing.presence != .pending {
      if case .new(let name) = target { see(name, standing) }
      for (project, presence) in standing.links
      where presence == .uncertain && portal.isLinked(target, to: project) {
        customers[target]?.links[project] = .there
      }
    }
  }

  private mutating func see(_ name: CustomerName, _ standing: CustomerStanding) {
    let found = portal.customers(named: name)
    switch found.count {
    case 0: break
    case 1:
      if let id = made[name], id != found[0].id {
        conflict(name, "the server's answer and its list tell different ids of \(name.text)")
      } else if standing.presence != .missing || standing.refusal == nil {
        customers[.new(name)]?.presence = .there
        ledger.resolve(name, as: found[0].id)
      }
    default:
      conflict(name, "the portal has \(found.count) customers called \(name.text)")
    }
  }

  /// Nobody can tell which customer is meant: nothing more of it is sent.
  private mutating func conflict(_ name: CustomerName, _ words: String) {
    customers[.new(name)]?.presence = .missing
    customers[.new(name)]?.refusal = Reason(code: "conflict", message: words, isConflict: true)
  }

  /// Gives client users of customers that a read shows by name the ids to be compared with.
  mutating func resolveCustomers(by portal: Portal) {
    for case .new(let name) in customerOrder {
      let found = portal.customers(named: name)
      if found.count == 1 { ledger.resolve(name, as: found[0].id) }
    }
  }

  /// A customer or link that was refused and is there all the same, by somebody else's doing.
  mutating func adopt(_ call: PlannedCall) {
    switch call.work {
    case .makeCustomer(let name) where customers[.new(name)]?.refusal == nil:
      customers[.new(name)]?.presence = .there
    case .linkCustomer(let target, let project): customers[target]?.links[project] = .there
    default: break
    }
    resolveCustomers(by: portal)
  }

  /// A definite refusal of a call that makes or links a customer.
  mutating func refuseCustomer(_ call: PlannedCall, _ reason: Reason) {
    switch call.work {
    case .makeCustomer(let name):
      customers[.new(name)]?.presence = .missing
      if customers[.new(name)]?.refusal == nil { customers[.new(name)]?.refusal = reason }
    case .linkCustomer(let target, let project):
      customers[target]?.links[project] = .missing
      if customers[target]?.linkRefusals[project] == nil {
        customers[target]?.linkRefusals[project] = reason
      }
    case .unlinkCustomer, .deleteCustomer: giveUpRemoval(call, reason, isRefusal: true)
    default: break
    }
  }

  /// Whether nobody can tell yet if what the call needs is there.
  func isWaiting(for call: PlannedCall) -> Bool {
    guard let target = call.customer, let standing = customers[target] else { return false }
    if standing.presence == .uncertain { return true }
    return call.project.map { standing.links[$0] == .uncertain } ?? false
  }

  /// Why a call that needs a customer can't go, and whether the server said so; nil: it can.
  func obstacle(to call: PlannedCall) -> (reason: Reason, isRefusal: Bool)? {
    if call.isRemoval { return obstacle(toRemoval: call).map { ($0, false) } }
    guard let target = call.customer, let standing = customers[target] else { return nil }
    if case .makeCustomer = call.work {
      return standing.presence == .pending ? nil : (Reason(code: "done", message: ""), false)
    }
    guard standing.presence == .there else { return absence(standing.refusal, .makeCustomer) }
    guard let project = call.project, let link = standing.links[project] else { return nil }
    if case .linkCustomer = call.work {
      return link == .pending ? nil : (Reason(code: "done", message: ""), false)
    }
    return link == .there ? nil : absence(standing.linkRefusals[project], .linkCustomer)
  }

  private func absence(_ refusal: Reason?, _ kind: WriteKind) -> (reason: Reason, isRefusal: Bool) {
    if let refusal { return (refusal, true) }
    let word = kind == .makeCustomer ? "made" : "linked to the project"
    return (
      closed[kind]
        ?? Reason(
          code: isStopping ? stopWord : "customer-not-shown",
          message: "their customer is not shown to be \(word)"),
      false
    )
  }

  /// Passes over the people of a call whose customer isn't there, and over a link that can't be
  /// made: it is not planned again.
  mutating func passOver(_ call: PlannedCall, _ why: (reason: Reason, isRefusal: Bool)) {
    if call.isRemoval { return giveUpRemoval(call, why.reason) }
    if case .linkCustomer(let target, let project) = call.work,
      customers[target]?.links[project] == .pending
    {
      customers[target]?.links[project] = .missing
    }
    if why.isRefusal {
      // The kind is not at fault: somebody else may prove it.
      refuse(PlannedCall(call.work, notify: call.notify), why.reason)
    } else {
      hold(call.people, why.reason)
      for email in call.people {
        if call.isIntroduction {
          work[email] = nil
        } else {
          work[email]?.joins.removeAll { $0.project == call.project }
        }
      }
    }
  }

  /// Leaves out a customer, or its link, that can't be had.
  mutating func passOverCustomer(_ call: PlannedCall) {
    switch call.work {
    case .makeCustomer(let name): customers[.new(name)]?.presence = .missing
    case .linkCustomer(let target, let project): customers[target]?.links[project] = .missing
    default: break
    }
  }

  /// What is left to be done for the customers.
  var customersLeft: [CustomerWork] {
    customerOrder.compactMap { target in
      guard let standing = customers[target], var left = customerWork[target],
        standing.presence != .missing
      else { return nil }
      if standing.presence != .pending { left.making = nil }
      left.links.removeAll { standing.links[$0] != .pending }
      keepOpenRemovals(of: &left)
      return left
    }
  }

  /// What a canary of client users must show besides: whose they are. Nil when it does.
  func strayedClient(_ call: PlannedCall, _ email: EmailAddress) -> Reason? {
    guard call.isOfClients, portal.users[email] != nil else { return nil }
    switch portal.value(of: .client(email)) {
    case ledger[.client(email)]?.planned: return nil
    case .absent:
      return Reason(
        code: "customer-not-told",
        message: "added, but the portal does not tell whose client user they are")
    default:
      return Reason(
        code: "other-customer",
        message: "added, but as client user of \(portal.users[email]?.customerName ?? "another")",
        isConflict: true)
    }
  }
}

extension CustomerStanding {
  init(_ work: CustomerWork) {
    self.init(
      presence: work.making == nil ? .there : .pending,
      links: Dictionary(work.links.map { ($0, .pending) }, uniquingKeysWith: { first, _ in first }))
  }
}

extension Portal {
  /// Notes that a customer is linked to a project.
  fileprivate mutating func link(_ customer: CustomerID, to project: ProjectID) {
    let known = clients[project]
    clients[project] = ProjectClients(
      customers: (known?.customers ?? []).union([customer]),
      users: known?.users ?? ProjectMembers([]))
  }
}
