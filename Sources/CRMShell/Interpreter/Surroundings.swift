package import ImportEngine
package import ImportModel

/// Everything outside that the interpreter uses, handed in by the composition root or by a test.
package struct Surroundings: Sendable {
  package let connector: any Connector
  package let signIn: any SignIn
  package let console: any Console
  package let clock: any Clock
  package let zones: any TimeZones
  package let hash: any ContentHash
  package let lists: any PersonSource
  package let files: any FileExchange
  package let history: any LineHistory
  /// What was fetched, kept for later.
  package let snapshots: any SnapshotStore
  /// The user's own editor.
  package let editor: any TextEditor
  /// What long output is read with; nil where nothing can show it page by page.
  package let pager: (any Pager)?
  package let user: Operator
  /// Absolute path of the folder that relative paths of the caller's own lines start at.
  package let workingDirectory: String
  /// Folders besides their own that scripts may read, from `--allow-dir`.
  package let allowedDirectories: [String]
  /// Where the journal lies; nil: nowhere.
  package let stateDirectory: String?
  package let interrupts: Interrupts
  /// Called when something large was let go of: what the process keeps of it goes back to the system.
  package let giveBack: @Sendable () -> Void

  package init(
    connector: any Connector, signIn: any SignIn, console: any Console, clock: any Clock,
    zones: any TimeZones,
    hash: any ContentHash, lists: any PersonSource, files: any FileExchange,
    history: any LineHistory, snapshots: any SnapshotStore, editor: any TextEditor,
    pager: (any Pager)? = nil, user: Operator,
    workingDirectory: String, allowedDirectories: [String] = [],
    stateDirectory: String? = nil, interrupts: Interrupts = Interrupts(),
    giveBack: @escaping @Sendable () -> Void = {}
  ) {
    self.giveBack = giveBack
    self.interrupts = interrupts
    self.stateDirectory = stateDirectory
    self.connector = connector
    self.signIn = signIn
    self.console = console
    self.clock = clock
    self.zones = zones
    self.hash = hash
    self.lists = lists
    self.files = files
    self.history = history
    self.snapshots = snapshots
    self.editor = editor
    self.pager = pager
    self.user = user
    self.workingDirectory = workingDirectory
    self.allowedDirectories = allowedDirectories
  }
}

/// What the process was asked to do differently, from its own options.
package struct RunMode: Sendable {
  /// `import` previews instead.
  package var isDryRun = false
  /// Nothing is asked, even at a terminal.
  package var asksNothing = false

  /// Nothing is asked of a server: what was kept answers.
  package var isOffline = false

  /// Every line is shown before it runs.
  package var echoesLines = false

  package init(
    isDryRun: Bool = false, asksNothing: Bool = false, echoesLines: Bool = false,
    isOffline: Bool = false
  ) {
    self.isOffline = isOffline
    self.isDryRun = isDryRun
    self.echoesLines = echoesLines
    self.asksNothing = asksNothing
  }
}
