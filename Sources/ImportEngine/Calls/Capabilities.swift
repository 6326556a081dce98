/// What imports have found out about a portal that Zoho's documentation leaves open.
package struct Capabilities: Hashable, Sendable {
  /// A finding that is either so or not.
  package enum Answer: String, CaseIterable, Sendable {
    case unknown, yes, no
  }

  /// What the portal does with a value in an entry of an addition.
  package enum EntryValue: String, CaseIterable, Sendable {
    case unknown, honoured, ignored, refused

    /// Whether entries are to carry the value: yes, until it was seen to be of no use.
    package var isCarried: Bool { self == .unknown || self == .honoured }
  }

  /// Whether adding to a project brings people into the portal.
  package var invites: Answer
  package var entryRole: EntryValue
  package var entryProfile: EntryValue
  /// The same of a profile in an entry of client users.
  package var clientProfile: EntryValue
  /// The most people the portal takes in one call; nil: no limit was met.
  package var batchMax: Int?
  /// The kinds of writes whose first call was shown by a complete read-back.
  package var proven: Set<WriteKind>

  package init(
    invites: Answer = .unknown, entryRole: EntryValue = .unknown,
    entryProfile: EntryValue = .unknown, clientProfile: EntryValue = .unknown, batchMax: Int? = nil,
    proven: Set<WriteKind> = []
  ) {
    self.invites = invites
    self.entryRole = entryRole
    self.entryProfile = entryProfile
    self.clientProfile = clientProfile
    self.batchMax = batchMax
    self.proven = proven
  }
}
