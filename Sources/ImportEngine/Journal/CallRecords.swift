package import ImportModel

/// A person in a call, with what the call gives them.
package struct IntentEntry: Hashable, Sendable {
  package let email: EmailAddress
  /// Nil when the request carries no role for them.
  package let role: NamedValue?
  /// Nil when the request carries no profile for them.
  package let profile: NamedValue?

  package init(email: EmailAddress, role: NamedValue? = nil, profile: NamedValue? = nil) {
    self.email = email
    self.role = role
    self.profile = profile
  }
}

/// A call about to be sent.
package struct IntentRecord: Hashable, Sendable {
  /// From 1 within its run.
  package let number: Int
  /// From 1; counts how often the same work was sent.
  package let attempt: Int
  package let kind: WriteKind
  package let project: NamedValue?
  /// The id is empty for a customer that the call makes.
  package let customer: NamedValue?
  /// In the order of the request; none for what is about a customer alone.
  package let entries: [IntentEntry]
  /// SHA-256 of the request in a canonical form, hexadecimal.
  package let digest: String
  /// Seconds since 1970.
  package let at: Int64
  /// Seconds since 1970, rounded up, after which the exchange is over for us.
  package let deadline: Int64

  package init(
    number: Int, attempt: Int, kind: WriteKind, project: NamedValue?,
    customer: NamedValue? = nil, entries: [IntentEntry],
    digest: String, at: Int64, deadline: Int64
  ) {
    self.number = number
    self.attempt = attempt
    self.kind = kind
    self.project = project
    self.customer = customer
    self.entries = entries
    self.digest = digest
    self.at = at
    self.deadline = deadline
  }

  /// A call whose people are given neither role nor profile.
  package init(
    number: Int, attempt: Int, kind: WriteKind, project: NamedValue?,
    customer: NamedValue? = nil, people: [EmailAddress],
    digest: String, at: Int64, deadline: Int64
  ) {
    self.init(
      number: number, attempt: attempt, kind: kind, project: project, customer: customer,
      entries: people.map { IntentEntry(email: $0) }, digest: digest, at: at, deadline: deadline)
  }

  /// The addresses of the entries.
  package var people: [EmailAddress] { entries.map(\.email) }
}

/// How a server said no, as far as it decides what is done next.
package struct RefusalRecord: Hashable, Sendable {
  /// The HTTP status.
  package let status: Int
  /// Whether the refusal can be about an entry of the call, and not about the call.
  package let isAboutEntries: Bool

  package init(status: Int, isAboutEntries: Bool) {
    self.status = status
    self.isAboutEntries = isAboutEntries
  }
}

/// What came of a call.
package struct OutcomeRecord: Hashable, Sendable {
  /// The four ways a call can end.
  package enum State: String, CaseIterable, Sendable {
    case applied, refused
    case turnedAway = "turned-away"
    case unknown
  }

  /// That of the intent.
  package let number: Int
  package let state: State
  /// The server's title, or a word of ours; empty when applied.
  package let code: String
  /// The server's own words, or what was seen.
  package let message: String
  /// The people an accepted addition was silent about.
  package let missing: [EmailAddress]
  /// Nil for what was not refused, and in records older than the field.
  package let refusal: RefusalRecord?
  /// Seconds since 1970.
  package let at: Int64

  package init(
    number: Int, state: State, code: String, message: String, missing: [EmailAddress],
    refusal: RefusalRecord? = nil, at: Int64
  ) {
    self.number = number
    self.state = state
    self.code = code
    self.message = message
    self.missing = missing
    self.refusal = refusal
    self.at = at
  }
}
