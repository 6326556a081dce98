package import ImportEngine
package import ImportModel

extension SimulatedPortal {
  /// What is not known of Zoho.
  package struct Switches: Sendable {
    /// Lists that are only advice, or known from the people too.
    package enum List: String, CaseIterable, Sendable { case roles, profiles, licences }

    /// Those that are refused.
    package var refusedLists: Set<List> = []
    /// What the lists of people do not tell.
    package var gaps: [PortalGap] = []
    /// Names of portals that the sign-in reaches besides; nothing is in them.
    package var furtherPortals: [String] = []
    /// What an addition does with people whom the portal does not have.
    package enum Members: Sendable {
      case invites
      /// People the portal does not have are passed over in silence.
      case silent
      /// Such an addition is refused.
      case refused
    }

    /// What an addition does with a role or profile in an entry.
    package enum Entry: Sendable { case honoured, ignored, refused }

    package var members = Members.invites
    package var entryRole = Entry.honoured
    package var entryProfile = Entry.honoured
    /// Whether a join gives the default role to somebody already there.
    package var joinResetsRole = false
    /// What an addition of client users does with people whom the portal does not have.
    package var clients = Members.invites
    /// What it does with a profile in an entry.
    package var clientProfile = Entry.honoured
    /// Whether lists of people tell a client user's customer.
    package var tellsCustomer = true
    /// Whether new client users land with another customer than asked for.
    package var mistakesCustomer = false
    /// Whether a client user who joins a project becomes one of another customer.
    package var joinMovesClients = false
    /// Whether a customer is made though the portal has one of its name.
    package var makesCustomersTwice = false
    /// The id in the answer to making a customer.
    package enum MadeAnswer: Sendable {
      case own
      /// That of another customer.
      case other
      /// One that the portal does not have.
      case unknown
    }

    package var madeAnswer = MadeAnswer.own
    /// Whether the list of customers tells those that were made by a call.
    package var listsNewCustomers = true
    /// Whether people can be taken out of the portal.
    package var removesPeople = true
    /// Whether people can be deactivated.
    package var deactivatesPeople = true
    /// Whether an address that a project has already makes a second user, with a second mail.
    package var acceptsDuplicates = false
    /// Whether a pattern that was throttled takes no turn, and no call, until its time is over.
    package var locksOut = false
    /// How long lists may go on telling what was before the last write, in milliseconds.
    package var lag: Int64 = 0
    /// Scopes for want of which reads are refused.
    package var lacking: Set<NeededScope> = []

    package init() {}
  }

  /// Refuses a read whose scope is lacking.
  func need(_ scope: NeededScope) throws(ServiceFailure) {
    guard !switches.lacking.contains(scope) else {
      throw .scope("\(scope.rawValue) (INVALID_OAUTHSCOPE: Invalid OAuth scope)")
    }
  }

  func need(_ list: Switches.List) throws(ServiceFailure) {
    guard !switches.refusedLists.contains(list) else {
      throw .refused(
        title: "INVALID_PARAMETER_VALUE", message: "You don't have sufficient permission",
        status: 400)
    }
  }

  /// What becomes of one call.
  package enum Fault: Sendable {
    case none
    /// Not carried out, and no answer.
    case drop
    /// No answer; carried out so many milliseconds later.
    case applyLate(Int64)
    /// Carried out, and no answer.
    case applyThenClose
    case refuse(title: String, status: Int)
    /// Only every second entry is carried out; the answer is silent about the others.
    case partial
    /// All carried out; the answer names only every second one.
    case silent
    /// Accepted, and not carried out for these people, about whom the answer is silent; what names
    /// nobody by address is not carried out at all.
    case passOver(Set<EmailAddress>)
    case turnAway(TurnedAway)
  }

  /// What becomes of one read of a list.
  package enum ReadFault: Sendable {
    case none
    /// It tells what was before the last write, as long as lists may lag behind it.
    case stale
    case fail(ServiceFailure)
  }
}

extension SimulatedPortal {
  /// Lists something no more from now on.
  package func hide(_ gap: PortalGap) { switches.gaps.append(gap) }
}
