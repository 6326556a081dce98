package import ImportEngine
package import ImportModel

/// A portal in memory with the switches for what is not known of Zoho, and faults by call.
///
/// It carries out only what its portal could: anything else is refused and kept as a violation.
package actor SimulatedPortal: PortalService {
  /// The key of everything stored about it.
  package nonisolated let baseURL = "sim://portal"
  /// One seed is to give one order of reads.
  package nonisolated let concurrentReads = 1
  package internal(set) var portal: Portal
  package private(set) var sent: [WriteCall] = []
  package internal(set) var mails: [EmailAddress: Int] = [:]
  package internal(set) var notices: [EmailAddress: Int] = [:]
  /// Requests that no client may make.
  package internal(set) var violations: [String] = []
  /// Lists of people and of members that were asked for.
  package private(set) var reads = 0
  private var readFailure: ServiceFailure?
  private var customersFailure: ServiceFailure?
  var switches: Switches
  private let fault: @Sendable (Int, WriteCall) -> Fault
  private let rival: @Sendable (WriteCall) -> CustomerName?
  private let onSend: @Sendable (Int, WriteCall) async -> Void
  private let onRead: @Sendable () async throws(ServiceFailure) -> Void
  var nextID = 900_000
  let clock: any Clock
  private let readFault: @Sendable (Int) -> ReadFault
  let tokenFault: @Sendable () -> Int64?
  var tokenless = Closure()
  /// Until when no list is to be had, in uptime milliseconds.
  private var listless: Int64 = 0
  /// Turns that were granted, and closures that began.
  var turns: Int64 = 0
  /// Calls that are carried out later, with their uptimes.
  private var late: [(due: Int64, call: WriteCall)] = []
  /// What lists may still tell, and until when.
  var lagging: (portal: Portal, until: Int64)?
  /// The patterns that are shut.
  var locks: [WriteCall.Way: Closure] = [:]
  /// People that somebody else put into the portal, which no client can know at once.
  var byHand: Set<EmailAddress> = []
  /// Customers that calls made.
  package internal(set) var made: Set<CustomerID> = []

  /// `fault` and `onSend` are told the number of the call, from 1; `rival` names a customer that
  /// somebody else makes just before a call; `onRead` is awaited before people or members are told;
  /// `readFault` is told the number of the read, from 1; `tokenFault` says before each turn and read
  /// for how many seconds no token is to be had, nil where one is. Time matters only to what is late,
  /// and to what is shut.
  package init(
    _ portal: Portal, switches: Switches = Switches(), clock: any Clock = VirtualClock(),
    fault: @escaping @Sendable (Int, WriteCall) -> Fault = { _, _ in .none },
    rival: @escaping @Sendable (WriteCall) -> CustomerName? = { _ in nil },
    onSend: @escaping @Sendable (Int, WriteCall) async -> Void = { _, _ in },
    onRead: @escaping @Sendable () async throws(ServiceFailure) -> Void = {},
    readFault: @escaping @Sendable (Int) -> ReadFault = { _ in .none },
    tokenFault: @escaping @Sendable () -> Int64? = { nil }
  ) {
    self.portal = portal
    self.switches = switches
    self.fault = fault
    self.rival = rival
    self.onSend = onSend
    self.onRead = onRead
    self.clock = clock
    self.readFault = readFault
    self.tokenFault = tokenFault
  }

  /// Changes the portal as somebody else would, without a call.
  package func edit(_ change: @Sendable (Portal) -> Portal) { portal = change(portal) }

  /// Makes every read of people fail from now on; nil: none.
  package func failReads(with failure: ServiceFailure?) { readFailure = failure }

  /// Makes the list of customers alone fail from now on; nil: not.
  package func failCustomers(with failure: ServiceFailure?) { customersFailure = failure }

  /// The portals that the sign-in can see; the ids of the further ones count on.
  package func portals() async throws(ServiceFailure) -> [PortalSummary] {
    try need(.portals)
    let own = PortalSummary(
      id: portal.id, name: portal.name, callerProfile: portal.callerProfile,
      ownerEmail: portal.owner)
    let number = Int(portal.id.text) ?? 0
    return [own]
      + switches.furtherPortals.enumerated().compactMap { index, name in
        PortalID(String(number + index + 1)).map {
          PortalSummary(
            id: $0, name: name, callerProfile: portal.callerProfile,
            ownerEmail: portal.owner)
        }
      }
  }

  /// The portal's projects, of every status.
  package func projects(of id: PortalID) async throws(ServiceFailure) -> [Project] {
    try need(.projects)
    return id == portal.id ? portal.projects : []
  }

  /// The portal's roles, unless they are refused.
  package func roles(of id: PortalID) async throws(ServiceFailure) -> [Role] {
    try need(Switches.List.roles)
    return id == portal.id ? portal.roles : []
  }

  /// The portal's profiles, unless they are refused.
  package func profiles(of id: PortalID) async throws(ServiceFailure) -> [Profile] {
    try need(Switches.List.profiles)
    return id == portal.id ? portal.profiles : []
  }

  /// The portal's staff and client users, or the failure that was asked for.
  package func users(
    of id: PortalID, besides gaps: [PortalGap]
  ) async throws(ServiceFailure) -> [PortalUser] {
    try await people(of: id).filter { !$0.kind.isLimited }
  }

  /// The same and people with other licences, with what of them is not told.
  package func everybody(of id: PortalID) async throws(ServiceFailure) -> PortalPeople {
    try need(.readUsers)
    return PortalPeople(users: try await people(of: id), gaps: switches.gaps)
  }

  private func people(of id: PortalID) async throws(ServiceFailure) -> [PortalUser] {
    let portal = try await told()
    guard id == portal.id else { return [] }
    return switches.tellsCustomer ? portal.users.all : portal.users.all.map(\.withoutCustomer)
  }

  /// The portal's licences by Zoho's kind names, unless they are refused.
  package func licences(of _: PortalID) async throws(ServiceFailure) -> Licences {
    try need(.readUsers)
    try need(Switches.List.licences)
    return portal.licences
  }

  /// Whether the portal is integrated with CRM, as far as it tells.
  package func crmIntegration(
    of _: PortalID, probing _: ProjectID?
  ) async throws(ServiceFailure) -> CRMIntegration { portal.crmIntegration }

  /// A project's members, or the failure that was asked for.
  package func members(
    of project: ProjectID, in _: PortalID
  ) async throws(ServiceFailure) -> [Membership] {
    (try await told().members[project]?.byEmail.values).map(Array.init) ?? []
  }

  /// The portal's customers, or the failure that was asked for.
  package func customers(of id: PortalID) async throws(ServiceFailure) -> [Customer] {
    try need(.readClients)
    let portal = try await told()
    guard id == portal.id else { return [] }
    if let customersFailure { throw customersFailure }
    return portal.customers.filter { switches.listsNewCustomers || !made.contains($0.id) }
  }

  /// A project's customers and client users, or the failure that was asked for.
  package func clients(
    of project: ProjectID, in _: PortalID
  ) async throws(ServiceFailure) -> ProjectClients {
    try await told().clients[project] ?? ProjectClients(customers: [], users: ProjectMembers([]))
  }

  /// The projects that list a portal user among their members.
  package func projects(
    of user: PortalUserID, in _: PortalID
  ) async throws(ServiceFailure) -> [ProjectID] {
    guard let email = portal.users.all.first(where: { $0.id == user })?.email else { return [] }
    return portal.projects.map(\.id).filter { portal.people(of: $0).contains(email) }
  }

  /// The portal as a list tells it now.
  private func told() async throws(ServiceFailure) -> Portal {
    reads += 1
    try await onRead()
    if let readFailure { throw readFailure }
    catchUp()
    if let seconds = rest(until: max(tokenOpening(), listless)) {
      throw .throttled(retryAfter: seconds)
    }
    switch readFault(reads) {
    case .none: return portal
    case .fail(.throttled(let seconds, _)):
      listless = clock.uptime + seconds * 1000
      throw .throttled(retryAfter: seconds)
    case .fail(let failure): throw failure
    case .stale:
      guard let lagging, clock.uptime < lagging.until else { return portal }
      return lagging.portal
    }
  }

  /// Carries out what is due by now.
  package func catchUp() {
    let due = late.filter { $0.due <= clock.uptime }
    late.removeAll { $0.due <= clock.uptime }
    for (_, call) in due { _ = carryOut(call) }
  }

  /// Nothing is held.
  package func giveBack(_: SlotTicket) async {}

  /// Carries a call out, unless its fault says otherwise.
  package func send(
    _ call: WriteCall, to _: PortalID, using ticket: SlotTicket, deadline _: Int64
  ) async -> Outcome {
    let number = sent.count + 1
    await onSend(number, call)
    sent.append(call)
    // What had its turn before may be under way with what closes the door behind it.
    if let closure = locks[call.way], ignores(closure, ticket) {
      violations.append("\(call) was sent while its pattern was shut")
    }
    if ignores(tokenless, ticket) { violations.append("\(call) was sent without a token") }
    if let name = rival(call) { makeByRival(name) }
    catchUp()
    switch fault(number, call) {
    case .none: return carryOut(call)
    case .drop: return .unknown("time-out")
    case .applyLate(let milliseconds):
      late.append((clock.uptime + milliseconds, call))
      return .unknown("time-out")
    case .applyThenClose:
      _ = carryOut(call)
      return .unknown("connection closed")
    case .refuse(let title, let status):
      return .refused(
        title: title, message: "refused: \(title)", status: status,
        isAboutEntries: [400, 404, 409].contains(status))
    case .partial: return carryOut(call.halved)
    case .passOver(let people): return passOver(people, in: call)
    case .silent:
      guard case .ok(let added) = carryOut(call) else { return .unknown("cut off") }
      let named = call.halved.emails
      return .ok(added: added.filter { named.contains($0.key) })
    case .turnAway(let why):
      if case .throttled(let seconds, _) = why, switches.locksOut {
        shut(call.way, for: seconds)
      }
      return .turnedAway(why)
    }
  }

  func carryOut(_ call: WriteCall) -> Outcome {
    lagging = (portal, clock.uptime + switches.lag)
    switch call {
    case .addToProject(let project, let entries, let notify):
      return add(entries, to: project, notify: notify)
    case .addToPortal(let email, let role, let profile, let notify):
      guard portal.users[email] == nil || isRepeated(email) else {
        return refuse("USER_ALREADY_EXISTS", 409)
      }
      invite(email, role: role, profile: profile, notify: notify)
      return .ok(added: portal.users[email].map { [email: $0.id] } ?? [:])
    case .setRole(let id, let role):
      return change(id) { $0.with(role: role) }
    case .setPortalProfile(let id, let profile):
      return change(id) { $0.with(profile: profile) }
    case .setProjectProfile(let project, let id, let profile):
      return setProfile(profile, of: id, in: project)
    case .makeCustomer(let name): return make(name)
    case .linkCustomer(let customer, let project): return link(customer, to: project)
    case .addClients(let project, let customer, let entries, let notify):
      return add(entries, of: customer, to: project, notify: notify)
    case .removeFromProject(let project, let id): return remove(id, from: project)
    case .removeClientFromProject(let project, let id): return removeClient(id, from: project)
    case .unlinkCustomer(let customer, let project): return unlink(customer, from: project)
    case .removeFromPortal(let id): return remove(id)
    case .deactivate(let id): return deactivate(id)
    case .deleteCustomer(let customer): return delete(customer)
    }
  }

  private func setProfile(
    _ profile: ProfileID, of id: PortalUserID, in project: ProjectID
  ) -> Outcome {
    func member(_ members: ProjectMembers?) -> Membership? {
      members?.byEmail.values.first { $0.projectUserID == id }
    }
    if let staff = member(portal.members[project]) {
      put(staff.email, in: project, profile: profile)
    } else if let client = member(portal.clients[project]?.users) {
      putClient(client.email, in: project, profile: profile)
    } else {
      return refuse("RESOURCE_NOT_FOUND", 404)
    }
    return .ok(added: [:])
  }

  private func add(_ entries: [MemberEntry], to project: ProjectID, notify: Bool) -> Outcome {
    for entry in entries
    where portal.users[entry.email] != nil && entry.role != nil && !byHand.contains(entry.email) {
      violations.append("\(entry.email) is there and has a role in an entry")
    }
    let hasRole = entries.contains { $0.role != nil }
    let hasProfile = entries.contains { $0.profile != nil }
    if switches.entryRole == .refused && hasRole
      || switches.entryProfile == .refused && hasProfile
    {
      return refuse("INVALID_PARAMETER_VALUE", 400)
    }
    let strangers = entries.filter { portal.users[$0.email] == nil }
    if switches.members == .refused, !strangers.isEmpty { return refuse("USER_NOT_FOUND", 404) }
    var added: [EmailAddress: PortalUserID] = [:]
    for entry in entries {
      let isMember = portal.members[project]?.byEmail[entry.email] != nil
      let isNew = portal.users[entry.email] == nil || isMember && isRepeated(entry.email)
      if portal.users[entry.email]?.kind == .client { continue }
      if isNew, switches.members == .silent { continue }
      if isNew {
        let role = switches.entryRole == .honoured ? entry.role : nil
        invite(entry.email, role: role, profile: nil, notify: notify)
      } else {
        if notify { notices[entry.email, default: 0] += 1 }
        if switches.joinResetsRole, let role = portal.roles.first?.id {
          update(entry.email) { $0.with(role: role) }
        }
      }
      put(
        entry.email, in: project,
        profile: switches.entryProfile == .honoured ? entry.profile : nil)
      added[entry.email] = portal.members[project]?.byEmail[entry.email]?.projectUserID
    }
    return .ok(added: added)
  }

  /// Whether adding somebody makes a second user of the address.
  func isRepeated(_ email: EmailAddress) -> Bool {
    switches.acceptsDuplicates && !byHand.contains(email)
  }

  func refuse(_ title: String, _ status: Int) -> Outcome {
    .refused(
      title: title, message: "refused: \(title)", status: status,
      isAboutEntries: [400, 404, 409].contains(status))
  }

  func change(
    _ id: PortalUserID, _ edit: (PortalUser) -> PortalUser
  ) -> Outcome {
    guard let user = portal.users.all.first(where: { $0.id == id }) else {
      return refuse("RESOURCE_NOT_FOUND", 404)
    }
    update(user.email, edit)
    return .ok(added: [:])
  }

  func update(_ email: EmailAddress, _ edit: (PortalUser) -> PortalUser) {
    portal = portal.with(
      users: portal.users.all.map { [portal] in
        $0.email == email ? edit($0).named(in: portal) : $0
      })
  }

  func invite(
    _ email: EmailAddress, role: RoleID?, profile: ProfileID?, notify: Bool
  ) {
    nextID += 1
    guard let id = PortalUserID("\(nextID)") else { return }
    if notify { mails[email, default: 0] += 1 }
    let user = PortalUser(
      id: id, email: email, name: "", status: .invited, kind: .staff,
      role: role ?? portal.roles.first?.id, roleName: "",
      profile: profile ?? portal.profiles.first?.id, profileName: "")
    portal = portal.with(users: portal.users.all + [user.named(in: portal)])
  }

  func put(_ email: EmailAddress, in project: ProjectID, profile: ProfileID?) {
    var members = portal.members[project]?.byEmail ?? MembersByEmail()
    nextID += 1
    let known = members[email]
    guard let id = known?.projectUserID ?? PortalUserID("9\(nextID)") else { return }
    let given = profile ?? known?.profile ?? portal.profiles.first?.id
    _ = members.put(
      Membership(
        email: email, projectUserID: id, profile: given,
        profileName: portal.profiles.first { $0.id == given }?.name ?? ""))
    portal.members[project] = ProjectMembers(Array(members.values))
  }
}
