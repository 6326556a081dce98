import CRMShell
import ImportEngine
package import ImportModel
import Reporting

extension Scene.Options {
  /// The directives that decide how a scene starts.
  static let words = Set([
    "terminal", "edition", "trial", "no-administrator", "profile", "integration", "licences",
    "dry-run", "no-input", "echoing", "refuses", "answers-lost", "calls-dropped", "throttled",
    "throttled-once", "locks-out", "journal-full", "portals", "refuses-list", "hides",
    "signed-out", "throttled-at",
    "hides-inactive", "takes-nobody-out",
  ]).union(wordsOfStanding)

  /// Takes a directive and what follows it; an unknown one changes nothing.
  package mutating func apply(_ word: String, _ rest: String) {
    switch word {
    case "terminal":
      let parts = rest.split(separator: " ")
      style = OutputStyle(
        width: parts.first.flatMap { Int($0) } ?? 80, colour: parts.contains("colour"),
        isTerminal: true)
    case "edition": paidType = rest
    case "trial": trialType = rest
    case "no-administrator": isAdministrator = false
    case "profile": profile = rest
    case "integration": integration = rest == "off" ? .off : .unknown(rest)
    case "licences": licences = Int(rest)
    case "dry-run": mode.isDryRun = true
    case "echoing": mode.echoesLines = true
    case "no-input": mode.asksNothing = true
    case "locks-out": switches.locksOut = true
    case "journal-full": intents = Int(rest)
    case "portals": switches.furtherPortals = rest.split(separator: ",").map(String.init)
    case "refuses-list":
      if let list = SimulatedPortal.Switches.List(rawValue: rest) {
        switches.refusedLists.insert(list)
      }
    case "hides": switches.gaps.append(.people(kind: rest, why: "INVALID_PARAMETER_VALUE type"))
    case "hides-inactive":
      switches.gaps.append(.inactivePeople(kind: rest, why: "INVALID_PARAMETER_VALUE view_type"))
    case "takes-nobody-out": switches.removesPeople = false
    case _ where Self.wordsOfStanding.contains(word): applyStanding(word, rest)
    default: applyFault(word, rest)
    }
  }

  private mutating func applyFault(_ word: String, _ rest: String) {
    switch word {
    case "refuses":
      let address = EmailAddress(rest.contains("@") ? rest : Zylker.email(rest))
      fault = { _, call in
        call.emails.contains { $0 == address }
          ? .refuse(title: "INVALID_EMAIL", status: 400) : .none
      }
    case "answers-lost": fault = { _, _ in .applyThenClose }
    case "calls-dropped": fault = { _, _ in .drop }
    case "signed-out":
      fault = { number, _ in number == 1 ? .none : .turnAway(.authentication(rest)) }
    case "throttled":
      fault = { number, _ in
        number == 1 ? .none : .turnAway(.throttled(retryAfter: Int64(rest) ?? 0))
      }
    case "throttled-at":
      let parts = rest.split(separator: " ").compactMap { Int64($0) }
      guard parts.count == 2 else { break }
      fault = { number, _ in
        number == parts[0] ? .turnAway(.throttled(retryAfter: parts[1])) : .none
      }
    case "throttled-once":
      fault = { number, _ in
        number == 2 ? .turnAway(.throttled(retryAfter: Int64(rest) ?? 0)) : .none
      }
    default: break
    }
  }
}

extension TranscriptStage {
  /// Another process begins to import, or with nil has ended.
  private func hold(by process: Int32?) async {
    await scene.journal.hold(
      PortalKey(
        baseURL: scene.portal.baseURL, account: "sandbox", portal: scene.portal.portal.id,
        instance: "scene"), byProcess: process)
  }

  /// What other people do meanwhile.
  func others(_ word: String, _ rest: String) async throws {
    let names = rest.split(separator: " ", maxSplits: 1).map(String.init)
    switch word {
    case "archive": await scene.portal.edit { $0.archived(rest) }
    case "joins" where names.count == 2:
      guard let email = EmailAddress(Zylker.email(names[0])) else { fallthrough }
      await scene.portal.edit { $0.joined(email, in: names[1]) }
    case "accepts":
      guard let email = EmailAddress(Zylker.email(rest)) else { fallthrough }
      await scene.portal.edit { $0.accepted(email) }
    case "read-only":
      guard let email = EmailAddress(Zylker.email(rest)) else { fallthrough }
      await scene.portal.edit { $0.limited(email, to: .readOnly) }
    case "portal-gone": try signIn(["portal-gone", rest])
    case "hides-administrators": await scene.crm.hideAdministrators()
    case "deactivate": await scene.crm.edit { $0.map { $0.deactivated(Zylker.email(rest)) } }
    case "other-kinds": await scene.crm.edit { $0 + Zylker.otherKinds }
    case "stops-listing-inactive":
      await scene.portal.hide(
        .inactivePeople(kind: rest, why: "INVALID_PARAMETER_VALUE view_type"))
    case "imports-elsewhere": await hold(by: Int32(rest))
    case "unreachable": await scene.crm.fail(with: .unreachable("connection refused"))
    case "sign-in": try signIn(names)
    case "snapshots-damaged":
      scene.snapshots.with { $0.flaw = .damaged(path: "/state/snapshot-1.portal") }
    case "snapshots-unsafe":
      scene.snapshots.with {
        $0.flaw = .unreadable(.unsafe(path: "/state/snapshot-1.portal", "belongs to somebody else"))
      }
    case "disk-mended": scene.snapshots.with { $0.failure = nil }
    case "disk-full":
      scene.snapshots.with { $0.failure = .store("/state/snapshot-1.portal: no space left") }
    case "reachable": await scene.crm.fail(with: nil)
    default: throw UnknownDirective(text: "\(word) \(rest)")
    }
  }
}

extension Portal {
  /// The same portal with a project put away.
  package func archived(_ name: String) -> Portal {
    Portal(
      id: id, name: self.name, callerProfile: callerProfile,
      projects: projects.map {
        $0.name == name ? Project(id: $0.id, name: $0.name, status: .archived) : $0
      }, roles: roles, profiles: profiles, users: users, licences: licences,
      crmIntegration: crmIntegration, members: members, fetchedAt: fetchedAt)
  }

  /// The same portal with one of its people in another project too.
  package func joined(_ email: EmailAddress, in project: String) -> Portal {
    guard let user = users[email], let own = PortalUserID("9" + user.id.text),
      let id = projects.first(where: { $0.name == project })?.id
    else { return self }
    var copy = self
    let member = Membership(
      email: email, projectUserID: own, profile: user.profile, profileName: user.profileName)
    let others = members[id].map { Array($0.byEmail.values) } ?? []
    copy.members[id] = ProjectMembers(others + [member])
    return copy
  }
}

extension Portal {
  /// The same portal with somebody in it who has a licence of less.
  package func limited(_ email: EmailAddress, to kind: PortalUser.Kind) -> Portal {
    guard let id = PortalUserID("2999") else { return self }
    let user = PortalUser(
      id: id, email: email, name: email.text, status: .active, kind: kind, role: nil,
      roleName: "", profile: nil, profileName: "")
    return with(users: users.all + [user])
  }

  /// The same portal with the invitation of one of its people accepted, or with another status.
  package func accepted(
    _ email: EmailAddress, as status: PortalUser.Status = .active
  ) -> Portal {
    with(
      users: users.all.map { user in
        guard user.email == email else { return user }
        return PortalUser(
          id: user.id, email: user.email, name: user.name, status: status, kind: user.kind,
          role: user.role, roleName: user.roleName, profile: user.profile,
          profileName: user.profileName, customer: user.customer, customerName: user.customerName)
      })
  }
}

extension CRMUserRecord {
  /// The same user with a disabled account, if this is their address.
  func deactivated(_ email: String) -> CRMUserRecord {
    guard values.contains(.text(email)) else { return self }
    return CRMUserRecord(
      id: id,
      values: zip(PeopleSchema.users.fields, values).map { field, value in
        field.key == "status" ? .text("disabled") : value
      })
  }
}
