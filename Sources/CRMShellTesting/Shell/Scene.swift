package import CRMShell
package import ImportEngine
package import ImportModel
package import Reporting

/// Everything a shell stands in, in memory: the company, its portal, files, a clock, a console.
package struct Scene: Sendable {
  /// The parts of the world that decide the gates, and how the shell was started.
  package struct Options: Sendable {
    /// How the console looks.
    package var style = OutputStyle.pipe
    /// What the process was asked to do differently.
    package var mode = RunMode()
    /// The edition as CRM tells it.
    package var paidType: String? = "enterprise"
    /// The edition that is tried out.
    package var trialType: String?
    /// Whether the caller is an administrator in CRM.
    package var isAdministrator = true
    /// The caller's profile in the portal.
    package var profile = "Admin"
    /// Whether CRM and the portal are integrated.
    package var integration = CRMIntegration.on
    /// Left for portal users; nil: unlimited.
    package var licences: Int? = 20
    /// The scopes that a login was granted; nil: not known.
    package var grantedScopes: [String]?
    /// Scopes for want of which reads are refused.
    package var lacking: Set<NeededScope> = []
    /// What the connection says of itself; nil: nothing.
    package var standing: StaticStanding?
    /// Whether nothing can be connected to.
    package var isOffline = false
    /// Calls that the journal takes before its disk is full; nil: all.
    package var intents: Int?
    /// What becomes of each call, told its number from 1.
    package var fault: @Sendable (Int, WriteCall) -> SimulatedPortal.Fault = { _, _ in .none }
    /// What Zoho does not document.
    package var switches = SimulatedPortal.Switches()
    /// Awaited before CRM's users are told.
    package var onUsers: @Sendable () async -> Void = {}
    /// Awaited before the portal tells people or members.
    package var onPortalRead: @Sendable () async throws(ServiceFailure) -> Void = {}

    /// What was typed at the prompt before.
    package var history = MemoryHistory.used

    /// What long output is read with.
    package var pager: MemoryPager?

    /// Whose CRM and portal it is; nil: Zylker's.
    package var world: World?

    package init() {}
  }

  /// An id or address of the fixture is none.
  package struct BadFixture: Error {}

  package let interpreter: Interpreter
  package let console: RecordingConsole
  package let crm: StaticCRM
  package let portal: SimulatedPortal
  package let journal: InMemoryJournal
  package let files: MemoryFiles
  package let clock: VirtualClock
  package let snapshots: MemorySnapshots
  package let signIn: MemorySignIn
  package let editor: MemoryEditor
  /// Where relative paths start.
  package static let folder = "/desk"

  package init(_ options: Options = Options()) throws {
    guard let world = options.world ?? World(options) else { throw BadFixture() }
    clock = VirtualClock()
    console = RecordingConsole(style: options.style)
    crm = StaticCRM(
      caller: world.caller, organisation: world.organisation,
      administrators: world.administrators, users: world.users,
      contacts: world.contacts, accounts: world.accounts, lacking: options.lacking,
      onRead: options.onUsers)
    var switches = options.switches
    switches.lacking = options.lacking
    portal = SimulatedPortal(
      world.portal, switches: switches, clock: clock, fault: options.fault,
      onRead: options.onPortalRead)
    journal = InMemoryJournal(intentsLeft: options.intents)
    signIn = MemorySignIn(clock: clock)
    files = MemoryFiles()
    snapshots = MemorySnapshots()
    editor = MemoryEditor()
    let connector = SceneConnector(
      crm: crm, portal: portal, journal: journal, signIn: signIn,
      details: ConnectionDetails(
        dataCentre: options.standing == nil ? nil : "eu",
        grantedScopes: options.grantedScopes, standing: options.standing),
      isOffline: options.isOffline)
    interpreter = Interpreter(
      surroundings: Surroundings(
        connector: connector, signIn: signIn, console: console,
        clock: clock, zones: FixedTimeZones(), hash: FourLaneHash(), lists: files, files: files,
        history: options.history, snapshots: snapshots, editor: editor, pager: options.pager,
        user: Operator(osUser: "pat", host: "desk", version: "0"),
        workingDirectory: Self.folder, stateDirectory: "/state"), mode: options.mode)
  }

  /// The same world with a shell that is started anew in it, and what earlier ones kept.
  package init(restarting other: Scene, mode: RunMode) {
    (console, crm, portal, journal) = (other.console, other.crm, other.portal, other.journal)
    (files, clock, signIn, editor) = (other.files, other.clock, other.signIn, other.editor)
    snapshots = other.snapshots
    let online = SceneConnector(crm: crm, portal: portal, journal: journal, signIn: signIn)
    let connector: any Connector =
      if mode.isOffline { OfflineConnector(online: online, snapshots: snapshots) } else { online }
    interpreter = Interpreter(
      surroundings: Surroundings(
        connector: connector, signIn: signIn, console: console,
        clock: clock, zones: FixedTimeZones(), hash: FourLaneHash(), lists: files, files: files,
        history: MemoryHistory.used, snapshots: snapshots, editor: editor,
        user: Operator(osUser: "pat", host: "desk", version: "0"),
        workingDirectory: Self.folder, stateDirectory: "/state"), mode: mode)
  }

  /// Runs lines one by one, stopping nowhere; the codes they ended with.
  @discardableResult
  package func run(_ lines: String..., from source: LineSource = .standardInput) async
    -> [ExitCode]
  {
    var codes: [ExitCode] = []
    for line in lines { codes.append(await interpreter.execute(line, from: source)) }
    return codes
  }

  /// What a line writes to both streams, and what it ends with; what came before it is let go.
  package func output(of line: String, from source: LineSource = .standardInput) async
    -> (standardOutput: String, standardError: String, exit: ExitCode)
  {
    _ = console.takeEvents()
    let exit = await interpreter.execute(line, from: source)
    var (output, error) = ("", "")
    for event in console.takeEvents() {
      switch event {
      case .output(let text): output += text
      case .error(let text): error += text
      case .question, .surprise: break
      }
    }
    return (output, error, exit)
  }
}
