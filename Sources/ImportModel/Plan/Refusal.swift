/// A rule of the language, the model or a gate that stopped a line; facts, not sentences.
package enum Refusal: Error, Hashable, Sendable {
  // Connection
  case notConnected
  case alreadyConnected(staged: Int)
  case unknownTarget(String)
  case notLoopback(String)
  case unknownPortal(String, known: [String])
  case severalPortals([String])
  case noPortal

  // Names
  case unknownName(NameKind, String, suggestions: [String])
  case ambiguousName(NameKind, String, ids: [String])
  case archivedProject(String)
  case clientProfile(String)

  // Selectors and filters
  case unknownPerson(String, suggestions: [String])
  case notInRun(String, run: Int)
  case unknownField(String, suggestions: [String])
  case unknownColumn(String, columns: [String])
  case fieldOfContacts(String)
  case ambiguousField(String, candidates: [String])
  case wrongValue(field: String, found: String, expected: [String])
  case wrongComparison(field: String, comparison: String)
  case badPattern(String, PatternError)
  case kindNotFetched(String)
  case noSelection
  case nothingListed
  case rowOutOfRange(Int, listed: Int)
  case rowsAtTerminalOnly
  case listedButUnknown(file: String, addresses: [String])

  // Timeline
  case noRuns
  case nothingToUndo
  case nothingToRedo
  case importedSince(run: Int)

  // Import
  case nothingStaged
  case notConfirmed
  case answerNeeded(option: String, why: String)
  case portalMismatch(expected: String, actual: String)
  case planMismatch(expected: String, actual: String)
  case peopleMismatch(expected: Int, actual: Int)
  case stale([String])
  case gate(Gate)

  // Shell
  case unknownSetting(String, suggestions: [String])
  case badSetting(name: String, value: String, expected: String)
  case terminalOnly(String)
  case tooDeep(Int)
  case loop(String)
}

/// The kinds of things that lines name.
package enum NameKind: String, Hashable, Sendable {
  case role, profile, project
  case savedSelection = "saved selection"
  case run, topic
}

/// What stands between a plan and its import, whatever the plan says.
package enum Gate: Hashable, Sendable {
  case edition(String)
  /// The active administrators to ask, up to five.
  case notAdministrator(name: String, profile: String, ask: [String])
  case mayNotInvite(profile: String)
  case integrationOff
  case licences(needed: Int, left: Int)
}
