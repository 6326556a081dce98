package import CommandLanguage
package import ImportEngine
package import ImportModel
package import Reporting

/// What a command leaves behind besides its change of the session.
package struct Reply: Sendable {
  package var report: Report
  /// The people of a list, in order: what `%N` means from now on.
  package var listed: [PersonID]?
  package var exit: ExitCode

  package init(_ report: Report, listed: [PersonID]? = nil, exit: ExitCode = .done) {
    self.report = report
    self.listed = listed
    self.exit = exit
  }
}

/// A command: one type, one file, one line in the registry.
package protocol Command: Sendable {
  var declaration: Declaration { get }
}

/// A command that changes the session, or only looks at it; no waiting, no port.
package protocol EditingCommand: Command {
  /// Changes the draft it is given, or only looks at it; fails without a trace.
  func edit(_ session: inout Session, _ arguments: Arguments, in context: EditContext) throws(Stop)
    -> Reply
}

/// A command that needs services, files or the shell itself.
package protocol ServiceCommand: Command {
  /// Does its work through the shell's ports; a failure leaves the session as it was.
  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply
}

/// A command that decides which lines run: the interpreter itself carries it out.
package protocol ControlCommand: Command {}

/// Everything an editing command may look at.
package struct EditContext: Sendable {
  package let fetched: Fetched?
  package let settings: Settings
  package let origin: Origin
  package let source: LineSource
  /// The people of the last list.
  package let listed: [PersonID]?
  /// Seconds since 1970.
  package let now: Int64
  package let zones: any TimeZones
  /// Lists that the line names, read before it ran.
  package var lists: [ListReference: [ListedAddress]] = [:]
  /// What CRM said of addresses the line names that nobody fetched has.
  package var lookup = ContactLookup()
  /// Ids of CRM's accounts by name, as far as the line goes by names and not all were fetched.
  package var namesakes: [CustomerName: Set<String>] = [:]
  /// People that did not get through an earlier run, by the way the line names the run.
  package var failures: [RunReference: [PersonID]] = [:]
  /// The table that the line applies.
  var sheet: Sheet?
  /// Whether addresses of a list that CRM doesn't have are only warned of.
  package var allowsUnknown = false
  package let timeline: Timeline
  package let isTerminal: Bool
  /// The format this line's report is printed in.
  package var format = OutputFormat.table
  /// Whether the report goes to a file.
  package var isRedirected = false

  package init(
    fetched: Fetched?, settings: Settings, origin: Origin, source: LineSource,
    listed: [PersonID]?, now: Int64, zones: any TimeZones, timeline: Timeline, isTerminal: Bool
  ) {
    self.fetched = fetched
    self.settings = settings
    self.origin = origin
    self.source = source
    self.listed = listed
    self.now = now
    self.zones = zones
    self.timeline = timeline
    self.isTerminal = isTerminal
  }

  /// What was fetched; a refusal where nothing is connected.
  package func connected() throws(Stop) -> Fetched {
    guard let fetched else { throw .refusal(.notConnected) }
    return fetched
  }
}

/// Addresses that nobody fetched has, by what is known of them; any other is not in CRM.
package struct ContactLookup: Equatable, Sendable {
  /// Those of contacts of CRM that were not fetched.
  package var unfetched: Set<EmailAddress> = []
  /// Those that CRM was not asked about: there were too many, or it does not let us look.
  package var unasked: Set<EmailAddress> = []

  package init() {}
}

/// A list file as a line names it.
package struct ListReference: Hashable, Sendable {
  /// As written in the line.
  package let path: String
  /// The column that `column NAME` names.
  package let column: String?

  package init(path: String, column: String?) {
    self.path = path
    self.column = column
  }
}

/// Where lines come from: it decides what they may do and how errors name them.
package enum LineSource: Hashable, Sendable {
  case terminal
  case commandLine
  case standardInput
  case script(path: String, hash: String)

  /// What stands before `:line:column` in an error; nil at a terminal.
  package var name: String? {
    switch self {
    case .terminal: nil
    case .commandLine: "-c"
    case .standardInput: "stdin"
    case .script(let path, _): path
    }
  }

  package var isTerminal: Bool { self == .terminal }
}
