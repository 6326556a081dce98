package import ImportModel

/// What one complete read-back showed of a call whose effect was not known. It decides nothing about
/// the call's outcome, which stays as the server's answer left it.
package struct SettlementRecord: Hashable, Sendable {
  /// What a read-back can show of a call's work.
  package enum State: String, CaseIterable, Sendable {
    /// The planned value.
    case shown
    /// The value before the call.
    case absent
    /// A third value.
    case conflict
  }

  /// What was shown of one person, or of the call's customer (nil).
  package struct Finding: Hashable, Sendable {
    package let person: EmailAddress?
    package let state: State

    package init(_ person: EmailAddress?, _ state: State) {
      self.person = person
      self.state = state
    }
  }

  /// That of the intent.
  package let number: Int
  /// At least one.
  package let findings: [Finding]
  /// Seconds since 1970 when the read-back was complete.
  package let at: Int64

  package init(number: Int, findings: [Finding], at: Int64) {
    self.number = number
    self.findings = findings
    self.at = at
  }

  /// What was shown of a person, or else of the customer of the call.
  package func finding(about person: JournalPerson) -> Finding? {
    findings.first { $0.person.map { $0.canonical == person.canonicalEmail } ?? true }
  }
}
