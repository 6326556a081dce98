import ImportEngine
import ImportModel

/// Customers and their client users.
extension SimulatedPortal {
  func make(_ name: CustomerName) -> Outcome {
    guard switches.makesCustomersTwice || portal.customers(named: name).isEmpty else {
      return refuse("CUSTOMER_EXISTS", 409)
    }
    nextID += 1
    guard let id = CustomerID("8\(nextID)") else { return refuse("NO_ID", 400) }
    portal.customers.append(Customer(id: id, name: name.text))
    made.insert(id)
    let answer =
      switch switches.madeAnswer {
      case .own: id
      case .other: otherCustomer(than: id)
      case .unknown: CustomerID("6\(nextID)")
      }
    return .made(answer ?? id)
  }

  func link(_ customer: CustomerID, to project: ProjectID) -> Outcome {
    guard portal.customer(customer) != nil else {
      violations.append("customer \(customer) is linked and there is none")
      return refuse("RESOURCE_NOT_FOUND", 404)
    }
    let known = portal.clients[project]
    portal.clients[project] = ProjectClients(
      customers: (known?.customers ?? []).union([customer]),
      users: known?.users ?? ProjectMembers([]))
    return .made(customer)
  }

  func add(
    _ entries: [MemberEntry], of customer: CustomerID, to project: ProjectID, notify: Bool
  ) -> Outcome {
    check(entries, of: customer, in: project)
    let hasProfile = entries.contains { $0.profile != nil }
    if switches.clientProfile == .refused, hasProfile {
      return refuse("INVALID_PARAMETER_VALUE", 400)
    }
    if switches.clients == .refused, entries.contains(where: { portal.users[$0.email] == nil }) {
      return refuse("USER_NOT_FOUND", 404)
    }
    var added: [EmailAddress: PortalUserID] = [:]
    for entry in entries {
      let known = portal.users[entry.email]
      if let known, known.kind == .staff || known.customer != customer { continue }
      let isMember = portal.clients[project]?.users.byEmail[entry.email] != nil
      if known == nil || isMember && isRepeated(entry.email) {
        if switches.clients == .silent { continue }
        invite(entry.email, of: customer, notify: notify)
      } else {
        if notify { notices[entry.email, default: 0] += 1 }
        let other = otherCustomer(than: customer)
        if switches.joinMovesClients { update(entry.email) { $0.with(customer: other) } }
      }
      putClient(
        entry.email, in: project,
        profile: switches.clientProfile == .honoured ? entry.profile : nil)
      added[entry.email] = portal.clients[project]?.users.byEmail[entry.email]?.projectUserID
    }
    return .ok(added: added)
  }

  /// What no client may ask for.
  private func check(_ entries: [MemberEntry], of customer: CustomerID, in project: ProjectID) {
    if portal.customer(customer) == nil { violations.append("there is no customer \(customer)") }
    if !portal.isLinked(.existing(customer), to: project) {
      violations.append("customer \(customer) has people in \(project) and is not linked to it")
    }
    for entry in entries {
      let known = portal.users[entry.email]
      if entry.role != nil { violations.append("\(entry.email) is a client and has a role") }
      if known?.kind == .staff { violations.append("\(entry.email) is staff, added as client") }
      if let other = known?.customer, other != customer {
        violations.append("\(entry.email) is client of \(other), added to \(customer)")
      }
    }
  }

  private func invite(_ email: EmailAddress, of customer: CustomerID, notify: Bool) {
    nextID += 1
    guard let id = PortalUserID("\(nextID)") else { return }
    if notify { mails[email, default: 0] += 1 }
    let user = PortalUser(
      id: id, email: email, name: "", status: .invited, kind: .client, role: nil, roleName: "",
      profile: portal.clientProfile, profileName: "",
      customer: switches.mistakesCustomer ? otherCustomer(than: customer) : customer,
      customerName: "")
    portal = portal.with(users: portal.users.all + [user.named(in: portal)])
  }

  private func otherCustomer(than customer: CustomerID) -> CustomerID? {
    portal.customers.first { $0.id != customer }?.id
  }

  /// Somebody else makes a customer, in their own spelling.
  func makeByRival(_ name: CustomerName) {
    nextID += 1
    guard let id = CustomerID("7\(nextID)") else { return }
    portal.customers.append(Customer(id: id, name: " \(name.text.uppercased())"))
  }

  func putClient(_ email: EmailAddress, in project: ProjectID, profile: ProfileID?) {
    let known = portal.clients[project]
    var members = known?.users.byEmail ?? MembersByEmail()
    nextID += 1
    guard let id = members[email]?.projectUserID ?? PortalUserID("9\(nextID)") else { return }
    let given = profile ?? members[email]?.profile ?? portal.clientProfile
    _ = members.put(
      Membership(
        email: email, projectUserID: id, profile: given,
        profileName: portal.profiles.first { $0.id == given }?.name ?? ""))
    portal.clients[project] = ProjectClients(
      customers: known?.customers ?? [], users: ProjectMembers(Array(members.values)))
  }
}

extension Portal {
  /// The profile client users get where none is asked for.
  fileprivate var clientProfile: ProfileID? {
    (profiles.first(where: \.isForClients) ?? profiles.first)?.id
  }
}

extension PortalUser {
  /// As a list tells them that is silent about customers.
  var withoutCustomer: PortalUser {
    PortalUser(
      id: id, email: email, name: name, status: status, kind: kind, role: role,
      roleName: roleName, profile: profile, profileName: profileName)
  }
}
