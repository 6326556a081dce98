package import ImportModel

/// Why the journal could not be read or written.
package enum JournalFailure: Error, Hashable, Sendable {
  /// The folder or file is a symbolic link, foreign, or open to others: the path and what is wrong.
  case unsafe(path: String, String)
  /// A file of the journal is not where it was, or its log is there without it: the path.
  case gone(path: String)
  /// The store said so.
  case store(String)
  /// Another import holds the portal: the id of its process, nil where that is not known.
  case held(by: Int32?)
  /// There is no such run.
  case unknownRun(Int)
}

/// The durable record of what imports intended, sent, heard and found.
///
/// A call that returns has made its change durable; each is one transaction, which also appends an
/// entry to the audit log.
package protocol RunJournal: Sendable {
  /// Holds a portal for one import at a time, whoever is signed in, until the hold is released or its
  /// process ends; fails with `held` at once when somebody else has it.
  func hold(_ key: PortalKey) async throws(JournalFailure) -> any PortalHold
  /// Who holds a portal now. A mere look: it holds nothing, leaves no lock, and is in the way of no
  /// ``hold(_:)`` and of no other look.
  func holder(of key: PortalKey) async -> PortalHolder
  /// Opens a run with every row of its plan; returns its number.
  func begin(_ opening: RunOpening) async throws(JournalFailure) -> Int
  /// To be durable before the request is sent.
  func record(_ intent: IntentRecord, in run: Int) async throws(JournalFailure)
  /// Keeps what came of a recorded call, once.
  func record(_ outcome: OutcomeRecord, in run: Int) async throws(JournalFailure)
  /// Keeps what a complete read-back showed of a recorded call, as often as there was one; tells
  /// nothing about its outcome.
  func record(_ finding: SettlementRecord, in run: Int) async throws(JournalFailure)
  /// Ends a run; a run that is closed is never unfinished again.
  func close(_ run: Int, with closing: RunClosing) async throws(JournalFailure)

  /// What was found out about a portal; all unknown at first.
  func capabilities(of key: PortalKey) async throws(JournalFailure) -> Capabilities
  /// Keeps what was found out about a portal in place of what was known.
  func store(_ capabilities: Capabilities, of key: PortalKey) async throws(JournalFailure)

  /// Newest first; with an address only those whose plan names it.
  func runs(matching email: EmailAddress?) async throws(JournalFailure) -> [RunSummary]
  /// One run in full, with everything sent for each of its people.
  func report(_ run: Int) async throws(JournalFailure) -> RunReport
  /// The same of the people of one address alone; a run may have planned ten thousand.
  func report(_ run: Int, of email: EmailAddress) async throws(JournalFailure) -> RunReport
  /// What it takes to go on with a run that is unfinished, or to undo one that ended.
  func resumption(of run: Int) async throws(JournalFailure) -> RunResumption
  /// Oldest first.
  func unfinishedRuns(of key: PortalKey) async throws(JournalFailure) -> [UnfinishedRun]
  /// Recomputes the audit log from its first entry, and compares everything it tells with what is
  /// stored. An empty log is intact.
  func verify() async throws(JournalFailure) -> ChainVerdict
  /// Names of other records that lie where it does, and tell that a portal was held there once: by an
  /// import, also one that was answered with no before it began.
  func neighbours() async -> [String]
}

/// Who holds a portal against other imports of this machine.
package enum PortalHolder: Hashable, Sendable {
  case nobody
  /// Its id, nil where that is not known.
  case process(Int32?)
  /// It could not be looked at.
  case unknown
}

/// A portal held for one import.
package protocol PortalHold: Sendable {
  /// Lets go; later calls do nothing.
  func release() async
}
