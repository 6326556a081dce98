package import ImportModel

/// How an import ended for one person of the plan.
package enum PersonOutcome: String, CaseIterable, Hashable, Sendable {
  /// The read-back equals the plan, and the server's answers proved that this run did it.
  case applied
  /// The read-back equals the plan, but no answer proved whose doing it was.
  case adopted
  /// Was as planned before, and is.
  case kept
  case blocked
  /// The server refused it.
  case rejected
  /// The portal holds a value that is neither the one before nor the planned one.
  case conflict
  /// Sent, and not shown by the read-back.
  case unresolved
  case notSent = "not_sent"

  /// Whether the portal was shown to hold everything planned for the person.
  package var isAsPlanned: Bool { self == .applied || self == .adopted || self == .kept }
}

/// One line of a verdict.
package struct PersonResult: Hashable, Sendable {
  package let person: PersonID
  /// As CRM has it; nil when CRM has none.
  package let email: String?
  package let name: String
  package let result: PersonOutcome
  /// A blocked reason, the server's title, or a word of ours such as `throttled`; nil when as planned,
  /// but for ``roleKept``, ``profileKept``, ``ownerKept``, and of a run that undoes another one ``kept`` and
  /// ``deactivated``.
  package let code: String?
  /// The server's own words, or what the read-back showed.
  package let message: String?

  package init(
    person: PersonID, email: String?, name: String, result: PersonOutcome, code: String?,
    message: String?
  ) {
    self.person = person
    self.email = email
    self.name = name
    self.result = result
    self.code = code
    self.message = message
  }
}

extension PersonResult {
  /// The code of somebody who is as planned by being inactive in the portal.
  package static let deactivated = "deactivated"
  /// The code of something that a run that undoes another one leaves.
  package static let kept = "kept"
  /// The code of somebody who has another role than was asked for, and keeps it.
  package static let roleKept = "role-kept"
  /// The same of a profile.
  package static let profileKept = "profile-kept"

  /// The code of the portal's owner, who keeps the role and profile whatever was asked for.
  package static let ownerKept = "owner-kept"

  /// Whether nobody can give what was asked for.
  package var keepsAsOwner: Bool { result.isAsPlanned && code == Self.ownerKept }

  /// Whether they have all that was asked for.
  package var isAsAsked: Bool { result.isAsPlanned && !keepsOwn && !keepsAsOwner }

  /// Whether something that was asked for was not to be changed.
  package var keepsOwn: Bool {
    result.isAsPlanned && (code == Self.roleKept || code == Self.profileKept)
  }
}

/// Why a run ended before everything planned was sent, or could not be proved.
package enum StopReason: Hashable, Sendable {
  /// Seconds since 1970 when the server may be asked again.
  case throttled(retryAt: Int64)
  case authentication(String)
  case unreachable(String)
  /// ^C or a signal.
  case cancelled
  /// More calls than previewed, and they were not confirmed.
  case notConfirmed
  /// No licence is left; the server's words.
  case licences(String)
  /// The portal takes a kind of call otherwise than those tried first; what they met.
  case disagreement(WriteKind, String)
  /// Nothing more could be made durable.
  case journal(JournalFailure)
  /// The final read-back failed: nothing of what was sent is shown.
  case readBack(ServiceFailure)
}

/// How an import ended.
package struct RunVerdict: Sendable {
  /// The overall word.
  package enum Word: String, CaseIterable, Sendable {
    case done, partial, unresolved, interrupted, failed
  }

  /// Its number in the journal; nil when it could not be begun.
  package let run: Int?
  /// The full digest of the plan.
  package let plan: String
  /// In plan order.
  package let people: [PersonResult]
  package let stops: [StopReason]
  /// Calls of this run, list reads counted once each whatever their pages.
  package let requests: Int
  /// Calls sent that change the portal, without those that were turned away.
  package let writes: Int
  /// The same of the whole run, whichever processes sent them.
  package let writesInAll: Int
  /// Those of whom something planned was done, as planned in the end or not.
  package let begun: Set<PersonID>
  /// Calls that had no answer, of this process or of the one before it.
  package let unanswered: UnansweredCalls
  /// How many people the portal was asked to let go, and did not.
  package var notRemoved = 0
  /// From the first step to the verdict, rounded up.
  package let seconds: Int64
  package let word: Word
  /// As the process gives it.
  package let exitCode: Int32
  /// The portal read back; the portal of the order when nothing was sent; nil when the read failed.
  package let portal: Portal?
  /// Whether the run is closed: else it can be gone on with.
  package let isComplete: Bool

  /// How many of a run that undoes another one are there, and inactive.
  package var deactivated: Int {
    people.count { $0.result.isAsPlanned && $0.code == PersonResult.deactivated }
  }

  /// Those who ended so, in plan order.
  package func people(_ result: PersonOutcome) -> [PersonResult] {
    people.filter { $0.result == result }
  }
}

/// How far an import is.
package struct Progress: Hashable, Sendable {
  /// Write calls sent.
  package let done: Int
  /// Write calls in all, as planned now.
  package let total: Int
  /// Since the run began.
  package let elapsedMilliseconds: Int64
  /// Seconds until the server may be asked again, while the run sits that out.
  package var waitSeconds: Int64?
  /// Whether the portal is being read, to see what was brought about.
  package var isReadingBack = false

  package init(
    done: Int, total: Int, elapsedMilliseconds: Int64, waitSeconds: Int64? = nil,
    isReadingBack: Bool = false
  ) {
    self.done = done
    self.total = total
    self.elapsedMilliseconds = elapsedMilliseconds
    self.waitSeconds = waitSeconds
    self.isReadingBack = isReadingBack
  }
}
