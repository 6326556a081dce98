package import ImportModel

/// Why a read, or a sign-in, gave nothing.
package enum ServiceFailure: Error, Hashable, Sendable {
  /// No connection, or nothing was sent.
  case unreachable(String)
  /// The sign-in is not accepted; the server's own words, `CODE: message`.
  case authentication(String)
  /// The server told a host that is none of the sign-in's data centre, where nothing was sent: the host,
  /// empty where it named none.
  case foreignHost(String)
  /// The token lacks a scope: its name where it is known, and the server's words in brackets,
  /// `CODE: message`; the words alone where not.
  case scope(String)
  /// The server says it has been asked too often; seconds until it may be asked again, and its words,
  /// `CODE: message`; none where it was not asked, because it said so before.
  case throttled(retryAfter: Int64, said: String = "")
  /// A well-formed refusal: its title or code, and its words.
  case refused(title: String, message: String, status: Int)
  /// An answer that is not of any known shape: a short description, never its raw text.
  case malformed(String)
  /// Time-out, reset, 5xx: what was seen.
  case interrupted(String)
  /// What is kept here of calls and tokens can't be: nothing is asked without that.
  case storage(JournalFailure)
  /// No server may be asked, and this is not in what was kept.
  case offline(missing: String)
}

/// A portal as the list of portals tells it.
package struct PortalSummary: Hashable, Sendable {
  package let id: PortalID
  package let name: String
  /// The caller's profile in it.
  package let callerProfile: String
  /// Nil when the list doesn't tell the owner.
  package let ownerEmail: EmailAddress?

  package init(
    id: PortalID, name: String, callerProfile: String, ownerEmail: EmailAddress? = nil
  ) {
    self.id = id
    self.name = name
    self.callerProfile = callerProfile
    self.ownerEmail = ownerEmail
  }

  /// Whether the caller's profile lets them invite people.
  package var invitingRight: InvitingRight { InvitingRight(profile: callerProfile) }
}

/// A person to be added to a project.
package struct MemberEntry: Hashable, Sendable {
  package let email: EmailAddress
  /// Only for a person the portal does not have: an entry never carries the role of one it has.
  package let role: RoleID?
  package let profile: ProfileID?

  package init(email: EmailAddress, role: RoleID?, profile: ProfileID?) {
    self.email = email
    self.role = role
    self.profile = profile
  }
}

/// A call that changes the portal.
package enum WriteCall: Hashable, Sendable {
  /// `POST …/projects/{project}/projectusers`: many people, one project.
  case addToProject(ProjectID, [MemberEntry], notify: Bool)
  /// The portal-level invitation, for portals where the call above takes members only. Its body is
  /// a guess (see the wire reference).
  case addToPortal(EmailAddress, role: RoleID, profile: ProfileID?, notify: Bool)
  /// A portal user's role, by portal-level id.
  case setRole(PortalUserID, RoleID)
  /// A portal user's profile for the whole portal.
  case setPortalProfile(PortalUserID, ProfileID)
  /// A member's profile in one project, by the id on the project's list.
  case setProjectProfile(ProjectID, PortalUserID, ProfileID)
  /// `POST …/clients`: a new customer. Its body is a guess (see the wire reference).
  case makeCustomer(CustomerName)
  /// `POST …/projects/{project}/associate-client`: a customer of the portal into a project. Its
  /// parameters are a guess.
  case linkCustomer(CustomerID, ProjectID)
  /// `POST …/projects/{project}/clientuser`: many client users of one customer into one project; no
  /// entry has a role. Its parameters are a guess.
  case addClients(ProjectID, CustomerID, [MemberEntry], notify: Bool)
  /// `DELETE …/projects/{project}/users/{user}`, by the id on the project's list.
  case removeFromProject(ProjectID, PortalUserID)
  /// `DELETE …/projects/{project}/clients/users/{user}`, by the id on the project's list.
  case removeClientFromProject(ProjectID, PortalUserID)
  /// `DELETE …/projects/{project}/clients/{customer}`: the customer stays in the portal.
  case unlinkCustomer(CustomerID, ProjectID)
  /// `DELETE …/users/{user}`, staff and client users, by portal-level id; third parties' code alone
  /// has it.
  case removeFromPortal(PortalUserID)
  /// `POST …/users/{user}/deactivate`, staff and client users, by portal-level id; third parties' code
  /// alone has it. They stay in the portal.
  case deactivate(PortalUserID)
  /// `DELETE …/clients/{customer}`: a guess by symmetry.
  case deleteCustomer(CustomerID)
}

/// What came of a write call. Classified by the body's schema first, by status second.
package enum Outcome: Hashable, Sendable {
  /// Accepted. For an addition: the ids by canonical e-mail of those the answer names; people it
  /// is silent about are unknown. Empty for every call that adds nobody.
  case ok(added: [EmailAddress: PortalUserID])
  /// Accepted: the customer that was made, or the one linked.
  case made(CustomerID)
  /// A well-formed refusal about the people or the call: final. `isAboutEntries` when it can be
  /// about one entry of a batch (400, 404, 409 and no title known to be about the call).
  case refused(title: String, message: String, status: Int, isAboutEntries: Bool)
  /// Nothing to do with the call: it was not carried out and may be sent again.
  case turnedAway(TurnedAway)
  /// It may or may not have been carried out; what was seen.
  case unknown(String)
}

/// Why a call was turned away before the server looked at it.
package enum TurnedAway: Hashable, Sendable {
  /// Asked too often: seconds until the server says it may be asked again, and its own words.
  case throttled(retryAfter: Int64, said: String = "")
  /// The token had expired and is renewed: the call may be sent again at once.
  case tokenRenewed
  /// Its slot was over before it was sent, as after a sleep of the machine: it takes a new turn.
  case slotExpired
  /// The token was refused and could not be renewed, or was refused twice in a row.
  case authentication(String)
  /// No connection was made.
  case unreachable(String)
}

/// Leave to send one write call, once.
package struct SlotTicket: Hashable, Sendable {
  /// Nil where nothing counts calls, as in a simulated portal.
  package let slot: SlotID?
  /// The call must be over then, in uptime milliseconds.
  package let expires: Int64

  package init(slot: SlotID?, expires: Int64) {
    self.slot = slot
    self.expires = expires
  }

  /// The ticket of a portal that counts no calls.
  package static let unlimited = SlotTicket(slot: nil, expires: .max)
}

/// What came of asking for leave to send.
package enum Turn: Hashable, Sendable {
  case granted(SlotTicket)
  /// The server has shut the pattern: seconds until it may be asked again.
  case throttled(retryAfter: Int64)
  /// The task was cancelled while it waited.
  case cancelled
  /// The slots can't be read or written.
  case failed(JournalFailure)
}

extension ServiceFailure {
  /// Whether one question alone came to nothing, so that others may still be answered.
  package var isBearable: Bool {
    switch self {
    case .scope, .refused, .malformed, .interrupted: true
    case .unreachable, .authentication, .foreignHost, .throttled, .storage, .offline: false
    }
  }
}

extension PortalService {
  /// People of every status, staff and clients; fails rather than give an incomplete list.
  package func users(of portal: PortalID) async throws(ServiceFailure) -> [PortalUser] {
    try await users(of: portal, besides: [])
  }
}

/// The write side: Zoho Projects.
package protocol PortalService: Sendable {
  /// Where it speaks to, e.g. `http://127.0.0.1:4711`; the key of everything stored.
  var baseURL: String { get }
  /// How many reads may be asked for at once; 1 where their order matters, as in a simulation.
  var concurrentReads: Int { get }
  /// The portals that the sign-in can see.
  func portals() async throws(ServiceFailure) -> [PortalSummary]
  /// The portal's projects, of every status.
  func projects(of portal: PortalID) async throws(ServiceFailure) -> [Project]
  /// The portal's roles.
  func roles(of portal: PortalID) async throws(ServiceFailure) -> [Role]
  /// The portal's profiles.
  func profiles(of portal: PortalID) async throws(ServiceFailure) -> [Profile]
  /// People of every status, staff and clients; fails rather than give a list with a gap that an
  /// earlier read of the portal, whose `gaps` are known, did not have.
  func users(of portal: PortalID, besides gaps: [PortalGap]) async throws(ServiceFailure)
    -> [PortalUser]
  /// These, and those with other licences; what the server does not tell of them is said.
  func everybody(of portal: PortalID) async throws(ServiceFailure) -> PortalPeople
  /// The portal's licences by Zoho's kind names.
  func licences(of portal: PortalID) async throws(ServiceFailure) -> Licences
  /// Whether the portal is integrated with CRM, as far as it tells.
  func crmIntegration(of portal: PortalID, probing project: ProjectID?)
    async throws(ServiceFailure) -> CRMIntegration
  /// All members of a project; fails rather than give an incomplete list.
  func members(of project: ProjectID, in portal: PortalID) async throws(ServiceFailure)
    -> [Membership]
  /// Every customer of the portal; fails rather than give an incomplete list.
  func customers(of portal: PortalID) async throws(ServiceFailure) -> [Customer]
  /// The customers linked to a project and all client users in it; fails rather than give an
  /// incomplete list.
  func clients(of project: ProjectID, in portal: PortalID) async throws(ServiceFailure)
    -> ProjectClients
  /// The projects of one portal user.
  func projects(of user: PortalUserID, in portal: PortalID) async throws(ServiceFailure)
    -> [ProjectID]
  /// Waits for a slot, to be held before the intent is recorded. The exchange may then take
  /// `deadline` milliseconds.
  func turn(for call: WriteCall, to portal: PortalID, deadline: Int64) async -> Turn
  /// Gives a turn back that is not used.
  func giveBack(_ ticket: SlotTicket) async
  /// Sends once: no redirect, no retry below. `deadline` in milliseconds bounds the whole exchange.
  func send(
    _ call: WriteCall, to portal: PortalID, using ticket: SlotTicket, deadline: Int64
  ) async -> Outcome
}
