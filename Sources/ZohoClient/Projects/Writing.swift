package import ImportEngine
package import ImportModel
import ZohoWire

extension ZohoProjects {
  /// Waits for a slot of the ledger.
  package func turn(for call: WriteCall, to portal: PortalID, deadline: Int64) async -> Turn {
    await gateway.turn(for: call.request(to: portal), deadline: deadline)
  }

  /// Gives a slot back that is not used.
  package func giveBack(_ ticket: SlotTicket) async { await gateway.giveBack(ticket) }

  /// Sends one request. A token refused and renewed gives `tokenRenewed`.
  package func send(
    _ call: WriteCall, to portal: PortalID, using ticket: SlotTicket, deadline: Int64
  ) async -> Outcome {
    let request = call.request(to: portal)
    switch await gateway.send(request, using: ticket, deadline: deadline) {
    case .answered(.tokenRefused(let words), let token):
      // The call was not looked at. With another token in hand it can go again at once.
      guard let failure = await gateway.renew(token, words: words) else {
        return .turnedAway(.tokenRenewed)
      }
      return .turnedAway(TurnedAway(failure))
    case .answered(let verdict, _):
      let needed = request.scope.flatMap { NeededScope(rawValue: $0) }
      let outcome = Outcome(
        verdict, of: call, scope: request.scope,
        isGranted: needed?.isGranted(by: grantedScopes) == true)
      if case .ok(let added) = outcome { note(added, of: call, in: portal) }
      return outcome
    case .failed(.notConnected(let what)): return .turnedAway(.unreachable(what))
    case .failed(.interrupted(let what)): return .unknown(what)
    case .expired: return .turnedAway(.slotExpired)
    case .notSent(let failure): return .turnedAway(TurnedAway(failure))
    }
  }

  /// How much longer lists are now, so that more of their pages are asked for at once.
  private func note(
    _ added: [EmailAddress: PortalUserID], of call: WriteCall, in portal: PortalID
  ) {
    guard case .addToProject(let project, let entries, _) = call else { return }
    gateway.sizes.add(added.count, to: Self.firstMembers(of: project, in: portal))
    // An entry has a role only where the portal does not have the person.
    let new = entries.count { $0.role != nil && added[$0.email] != nil }
    gateway.sizes.add(new, to: PeopleLists.firstStaff(of: portal))
  }
}

extension WriteCall {
  /// The one request the call is.
  fileprivate func request(to portal: PortalID) -> WireRequest {
    switch self {
    case .addToProject(let project, let entries, let notify):
      .addToProject(
        project.text, portal: portal.text,
        people: entries.map { WireRequest.UserDetails($0) }, notify: notify)
    case .addToPortal(let email, let role, let profile, let notify):
      .addToPortal(
        portal.text,
        person: WireRequest.UserDetails(
          email: email.text, role: role.text, profile: profile?.text), notify: notify)
    case .setRole(let user, let role):
      .updatePortalUser(user.text, portal: portal.text, role: role.text)
    case .setPortalProfile(let user, let profile):
      .updatePortalUser(user.text, portal: portal.text, profile: profile.text)
    case .setProjectProfile(let project, let user, let profile):
      .updateMember(
        user.text, project: project.text, portal: portal.text, profile: profile.text)
    case .makeCustomer(let name): .makeCustomer(name.text, portal: portal.text)
    case .linkCustomer(let customer, let project):
      .linkCustomer(customer.text, project: project.text, portal: portal.text)
    case .addClients(let project, let customer, let entries, let notify):
      .addClients(
        entries.map { entry in
          WireRequest.UserDetails(
            email: entry.email.text, role: nil, profile: entry.profile?.text)
        }, of: customer.text, project: project.text, portal: portal.text, notify: notify)
    case .removeFromProject(let project, let user):
      .removeMember(user.text, project: project.text, portal: portal.text)
    case .removeClientFromProject(let project, let user):
      .removeClientUser(user.text, project: project.text, portal: portal.text)
    case .unlinkCustomer(let customer, let project):
      .unlinkCustomer(customer.text, project: project.text, portal: portal.text)
    case .removeFromPortal(let user): .removePortalUser(user.text, portal: portal.text)
    case .deactivate(let user): .deactivatePortalUser(user.text, portal: portal.text)
    case .deleteCustomer(let customer): .deleteCustomer(customer.text, portal: portal.text)
    }
  }
}

extension WireRequest.UserDetails {
  fileprivate init(_ entry: MemberEntry) {
    self.init(email: entry.email.text, role: entry.role?.text, profile: entry.profile?.text)
  }
}

extension TurnedAway {
  /// Why there was no token: nothing was sent in any of these cases.
  init(_ failure: ServiceFailure) {
    switch failure {
    case .throttled(let seconds, let said): self = .throttled(retryAfter: seconds, said: said)
    case .unreachable(let what), .interrupted(let what), .offline(let what):
      self = .unreachable(what)
    case .authentication(let words), .scope(let words), .malformed(let words):
      self = .authentication(words)
    case .foreignHost(let host):
      self = .authentication("\(host.isEmpty ? "no host" : host) is told for CRM, which is foreign")
    case .refused(let title, let message, _): self = .authentication("\(title): \(message)")
    case .storage(let failure): self = .unreachable("no access token: \(failure.words)")
    }
  }
}
