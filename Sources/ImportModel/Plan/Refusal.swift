/// A rule of the language, the model or a gate that stopped a line; facts, not sentences.
package enum Refusal: Error, Hashable, Sendable {
  // Connection
  case notConnected
  case alreadyConnected(staged: Int)
  case unknownTarget(String)
  case notLoopback(String)
  case unknownPortal(String, known: [String])
  case severalPortals([String])
  /// The portal remembered for the sign-in, by its id, is not among those there are.
  case chosenPortalGone(String, known: [String])
  case noPortal
  /// A command that asks a server, where none is asked.
  case offline(command: String)
  /// Nothing usable was kept of a target; why, where something was.
  case nothingKept(target: String, why: String?)

  // Signing in
  /// A script can't hold a secret, nor answer a question.
  case secretsInScript
  /// Secrets can't come from where the lines themselves come from.
  case secretsAmongLines
  case badLoginName(String)
  case unknownServer(String, known: [String])
  /// What was asked for and not given.
  case notGiven(String)
  /// The person did not agree to where the secret would lie.
  case notKept
  /// A sign-in in the browser without the port of the registered redirect address.
  case portNeeded

  // Names
  case unknownName(NameKind, String, suggestions: [String])
  /// No page of help has the word.
  case nothingInHelp(String)
  case ambiguousName(NameKind, String, ids: [String])
  case archivedProject(String)
  /// A name of blanks.
  case emptyName(NameKind)
  /// A control character or a mark of direction in the name of something to be made.
  case steeringName(NameKind, Unicode.Scalar)
  /// A customer that the portal has not, in a line that may make it.
  case customerNotThere(String, suggestions: [String])
  /// An account that is not among those known, where not all of them are.
  case accountNotFetched(String, suggestions: [String])
  /// How many contacts a line about users named; the selector that leaves them out.
  case contactsAmongUsers(Int, selector: String)
  /// How many users a line about contacts named; the selector that leaves them out.
  case usersAmongContacts(Int, selector: String)

  // Selectors and filters
  case unknownPerson(String, suggestions: [String])
  case notInRun(String, run: Int)
  case unknownField(String, suggestions: [String])
  case unknownColumn(String, columns: [String])
  /// A field that the kind of people asked about lacks, and the kinds that have it.
  case fieldOfOtherKind(String, asked: CRMModule, having: [CRMModule])
  case ambiguousField(String, candidates: [String])
  case wrongValue(field: String, found: String, expected: [String])
  case wrongComparison(field: String, comparison: String)
  case badPattern(String, PatternError)
  /// Nothing of a module was fetched; how many CRM says there are, where it said.
  case kindNotFetched(CRMModule, count: Int?)
  case noSelection
  case nothingListed
  case rowOutOfRange(Int, listed: Int)
  case rowsAtTerminalOnly
  case listedButUnknown(file: String, addresses: [String])
  /// Lines of a list that are no addresses, each with its number.
  case listedNoAddresses(file: String, lines: [String])
  /// Why the portal's customers are not known.
  case customersUnknown(String)
  /// Why it is not known whether several accounts of CRM share a name.
  case accountsUnknown(String)
  /// A field of the portal or the plan where only CRM's own can be asked.
  case fieldNotOfCRM(String)
  /// An address of a contact that was not fetched.
  case contactNotFetched(String)
  /// An address of nobody fetched that CRM was not, or could not be, asked about.
  case contactNotLookedUp(String)
  /// Several addresses that one line names and nobody fetched has: in the order of the line, each with
  /// what is known of it.
  case unknownPeople([String], lack: AddressLack)
  /// Addresses of a list that are contacts of CRM, but not among those fetched.
  case listedNotFetched(file: String, addresses: [String])
  /// Addresses of a list that CRM was not, or could not be, asked about.
  case listedNotLookedUp(file: String, addresses: [String])

  /// Rows of a table that can't be staged; none of the others was either.
  case rowsRefused(file: String, problems: [RowProblem])
  /// What a row wants of the person it names, where they are of the other kind.
  case columnOfOtherKind(String, PersonKind)
  /// What stands in its place; nil for an empty cell.
  case rowWithoutAddress(String?)
  /// An address of a row that several CRM users, or several contacts, have.
  case sharedAddress(String, PersonKind, count: Int)
  /// A row that has more cells than there are columns.
  case rowTooWide(cells: Int, columns: Int)
  /// A cell in which commas stand between projects.
  case commaBetweenProjects(String)
  /// A cell that would be a pattern of projects in a line.
  case patternInCell(String)
  /// Another row, by its line, says something else of the same person.
  case rowsContradict(column: String, line: Int)
  /// Columns that a table is read by and that a line named wrongly.
  case unknownSheetColumn(String)
  /// A table of which no column is known to hold the addresses.
  case addressColumnNeeded(columns: [String])
  /// A table that says of nobody what they shall have.
  case nothingToApply(columns: [String])

  // Timeline
  case noRuns
  /// Nothing was imported into the connected portal, but elsewhere; the newest run.
  case noRunsHere(newest: Int)
  case nothingToUndo
  case nothingToRedo
  case importedSince(run: Int)

  // Import
  case nothingStaged
  case notConfirmed
  case answerNeeded(option: String, why: String)
  case portalMismatch(expected: String, actual: String)
  /// `differences`: what the portal says now of the plan, and what it said, as far as that is known.
  case planMismatch(expected: String, actual: String, differences: [String])
  case peopleMismatch(expected: Int, actual: Int)
  case stale([String])
  case gate(Gate)
  /// A run of the portal that has no end; `isInTheWay`: of another one that was to begin.
  case unfinishedRun(Int, isInTheWay: Bool)
  /// The server takes no call before this wall-clock second; what is to be typed again then.
  case lockedOut(until: Int64, verb: String)
  /// A run that was made elsewhere than in the connected portal: its portal, and the server's
  /// address; `isRestarted`: the same address answers from another world now.
  case runElsewhere(Int, portal: String, address: String, isRestarted: Bool)
  case nothingUnfinished
  case notUnfinished(Int, open: [Int])
  /// Nobody of the run is left to be tried again as they were; how many are in conflict or
  /// unresolved.
  case nobodyLeft(run: Int, others: Int)
  /// Lines of a script that were to take people off the plan, and failed: an import would bring them in.
  case failedExclusions([String])
  /// A plan that can't be pinned, as these people are of another account than their customer was taken from.
  case outdatedCustomers([String])
  /// What a run left in the portal changed since its undoing was previewed.
  /// `isDeactivating`: people were to be deactivated in place of leaving the portal.
  case staleRevert(run: Int, isDeactivating: Bool, [String])
  /// Why nobody could see that somebody was deactivated: the portal does not list who is.
  case inactiveNotListed(String)
  /// The run undoes another one itself; `isDeactivating`: by deactivating people.
  case isRevert(run: Int, of: Int, isDeactivating: Bool)

  // Shell
  case unknownSetting(String, suggestions: [String])
  case badSetting(name: String, value: String, expected: String)
  case terminalOnly(String)
  /// A command that is for lines typed at a terminal and for those of the start-up file.
  case terminalOrStartUpOnly(String)
  /// A command that `watch` does not run again and again; those that it does.
  case notWatched(String, watched: [String])
  /// A command that would write a file in every round of `watch`.
  case watchedWrites(String)
  /// A name for a line that is the name of a command.
  case aliasOfCommand(String)
  case unknownAlias(String, suggestions: [String])
  /// The editor failed, or could not be run; why, in words.
  case notEdited(String)
  /// A line of the history that there is not; how many there are.
  case noSuchLine(Int, kept: Int)
  /// An option without what it belongs to.
  case optionOnly(String, form: String)
  /// What was expected and found, one sentence a test.
  case assertionFailed([String])
  case parameterNotInHead
  case parameterTwice(String)
  /// A name that a script does not take; what it takes, as it is written.
  case unknownParameter(String, script: String, takes: [String], suggestions: [String])
  case missingParameters([String], script: String, takes: [String])
  case tooDeep(Int)
  case loop(String)
}

/// Why nobody fetched has an address.
package enum AddressLack: Hashable, Sendable {
  /// Nobody in CRM has it.
  case notInCRM
  /// A contact has it that was not fetched.
  case notFetched
  /// CRM was not, or could not be, asked whether a contact has it.
  case notLookedUp
}

/// The kinds of things that lines name.
package enum NameKind: String, Hashable, Sendable {
  case role, profile, project, customer, account
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
  /// Licences of client users.
  case clientLicences(needed: Int, left: Int)
}

/// Why one row of a table can't be staged.
package struct RowProblem: Hashable, Sendable {
  /// From 1.
  package let line: Int
  /// What the cell was read as, e.g. `role`; nil where the row as a whole is meant.
  package let column: String?
  package let refusal: Refusal

  /// Names the place and what is wrong there.
  package init(line: Int, column: String?, refusal: Refusal) {
    self.line = line
    self.column = column
    self.refusal = refusal
  }
}
