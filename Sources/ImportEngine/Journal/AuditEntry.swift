package import ImportModel

/// One change of the journal in its audit log. Each holds the hash of the one before, so that none
/// can be altered, put between others or taken out without the rest saying so.
package struct AuditEntry: Hashable, Sendable {
  /// What was made durable.
  package enum Kind: String, CaseIterable, Sendable {
    case begin, intent, outcome, settlement, close, capability
  }

  /// What stands before the first entry: 64 zeros.
  package static let origin = String(repeating: "0", count: 64)

  /// From 1, without gaps.
  package let number: Int
  /// Seconds since 1970; nil for what is kept without a time.
  package let at: Int64?
  /// Nil for what belongs to no run.
  package let run: Int?
  /// A `Kind`, as stored.
  package let kind: String
  /// Which thing of its kind within the run: a call's number, a portal's key; empty for the only one.
  package let subject: String
  /// One line of JSON with what was stored; its last field is the digest of the stored rows.
  package let text: String
  /// The hash of the entry before; `origin` for the first.
  package let previous: String
  /// 64 hexadecimal digits over all of the above.
  package let hash: String

  package init(
    number: Int, at: Int64?, run: Int?, kind: String, subject: String, text: String,
    previous: String, hash: String
  ) {
    self.number = number
    self.at = at
    self.run = run
    self.kind = kind
    self.subject = subject
    self.text = text
    self.previous = previous
    self.hash = hash
  }

  /// The entry that follows another, or the first; `rows` is the digest of what was stored.
  package init(
    _ change: AuditedChange, rows: String, number: Int, previous: String, by hash: any ContentHash
  ) {
    var line = change.line
    line.add("rows", rows)
    let unsigned = AuditEntry(
      number: number, at: change.at, run: change.run, kind: change.kind.rawValue,
      subject: change.subject, text: line.text, previous: previous, hash: "")
    self.init(
      number: number, at: change.at, run: change.run, kind: change.kind.rawValue,
      subject: change.subject, text: line.text, previous: previous,
      hash: unsigned.recomputedHash(by: hash))
  }

  /// What the hash must be.
  package func recomputedHash(by hash: any ContentHash) -> String {
    let fields = [
      String(number), at.map(String.init) ?? "", run.map(String.init) ?? "", kind, subject, text,
      previous,
    ]
    return hash.digest(of: Array(fields.map { "\($0.utf8.count):\($0)" }.joined().utf8))
  }

  /// Whether the stored rows are still those that the entry was made of.
  package func tells(rows digest: String) -> Bool { text.hasSuffix("\"rows\":\"\(digest)\"}") }
}

/// Whether the audit log is whole, and the journal still says what it says.
package enum ChainVerdict: Hashable, Sendable {
  /// `head` is the last entry's hash; `runsBefore` counts runs of versions without an audit log,
  /// of which nothing can be proved.
  case intact(entries: Int, head: String, runsBefore: Int)
  case broken(ChainBreak)
}

/// The first thing found wrong with the audit log.
package struct ChainBreak: Hashable, Sendable {
  /// What is wrong.
  package enum Flaw: Hashable, Sendable {
    /// The entry is not there, though later ones are.
    case missing
    /// The entry does not hash to what it says.
    case altered
    /// The entry does not follow the one before it.
    case detached
    /// The log ends otherwise than its recorded end says.
    case wrongEnd
    /// The journal no longer holds what the entry tells.
    case contradicted(AuditEntry.Kind)
    /// The journal holds something that no entry tells of.
    case unrecorded(AuditEntry.Kind)
  }

  /// Nil where no entry is at fault.
  package let entry: Int?
  /// Nil for what belongs to no run.
  package let run: Int?
  package let flaw: Flaw

  package init(entry: Int?, run: Int?, _ flaw: Flaw) {
    self.entry = entry
    self.run = run
    self.flaw = flaw
  }
}

/// Follows an audit log from its first entry, one entry at a time.
package struct ChainCheck {
  private let hash: any ContentHash
  /// Entries that were taken.
  package private(set) var entries = 0
  /// The hash of the last that was taken.
  package private(set) var head = AuditEntry.origin

  package init(by hash: any ContentHash) { self.hash = hash }

  /// Nil when the entry is the next one and whole.
  package mutating func take(_ entry: AuditEntry) -> ChainBreak? {
    guard entry.number == entries + 1 else {
      return ChainBreak(entry: entries + 1, run: nil, .missing)
    }
    guard entry.previous == head else {
      return ChainBreak(entry: entry.number, run: entry.run, .detached)
    }
    guard entry.hash == entry.recomputedHash(by: hash) else {
      return ChainBreak(entry: entry.number, run: entry.run, .altered)
    }
    entries = entry.number
    head = entry.hash
    return nil
  }

  /// Nil when the log ends as it was recorded to end.
  package func ends(after recorded: Int, with head: String) -> ChainBreak? {
    guard entries == recorded, self.head == head else {
      return ChainBreak(entry: entries < recorded ? entries + 1 : entries, run: nil, .wrongEnd)
    }
    return nil
  }
}
