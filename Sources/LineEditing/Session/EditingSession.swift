import CLibEdit
import CommandLanguage
import Glibc

/// One EditLine with its terminal, confined to the thread that runs it.
///
/// While a line is edited, libedit asks `nextScalar` for every key: that is the event loop, and the
/// only place where anything is drawn.
final class EditingSession {
  /// How it was asked to behave.
  let options: LineEditorOptions
  /// The terminal's descriptor for reading.
  let input: Int32
  /// The way in for other threads.
  let mailbox: Mailbox
  /// The way out.
  let screen: TerminalScreen
  /// Gives whom to ask about the line.
  let assistant: @Sendable () -> any LineAssistant
  /// Whether a line may enter the history.
  let shouldRecord: @Sendable (String) -> Bool

  /// libedit's state.
  let editor: OpaquePointer
  /// Its line.
  let buffer: LineBuffer
  /// libedit's entries; nil where there was no memory for them.
  let history: OpaquePointer?
  /// Where lines are kept between sessions.
  var historyFile: HistoryFile?
  /// Whether it was told that the file is locked, since a line last went into it.
  var hasToldLock = false

  /// The entries Up and Down go through.
  var walk: HistoryWalk
  /// The line entered last, where it stands among them.
  var recorded: String?
  /// Bytes read and not yet taken as keys.
  var decoder = KeyDecoder()
  /// What stands before the line, and at the right end of its first row.
  private(set) var promptCells: [LineCell] = []
  private(set) var rightCells: [LineCell] = []
  /// Whether the terminal says where the cursor is; those that cut their rows need not be asked.
  var tellsPlace = true
  /// What of it the terminal shows.
  var painter = FramePainter()
  /// The line's states, for undo and redo.
  var timeline = LineTimeline()
  /// What was cut out of lines.
  var kills = KillRing()
  /// What the key before this one did, and what this one does, where another key depends on it.
  var previousAction = KeyAction.other
  var action = KeyAction.other
  /// The last character given to libedit.
  var lastScalar: Unicode.Scalar?
  /// A paste that was too long for the line and can still be taken into the editor.
  var heldPaste: String?
  /// A paste that came and is not in the line yet.
  var gathered: GatheredPaste?
  /// Whether the paste that waits to be decoded was ended by a hand.
  var isPasteCut = false
  /// The line being edited.
  var request: ReadRequest?
  /// Lines asked for and not begun.
  var waiting: [ReadRequest] = []
  /// What ended the line, where it was not Enter.
  var outcome: LineInput?
  /// Set once the session is to end.
  var isClosing = false
  /// What is asked below the line.
  var modal: ModalState?
  /// Whether it was given up without a key.
  var isModalCancelled = false
  /// Whether the terminal was handed back in the middle of a line.
  var isSuspended = false
  /// Whether the process was asked to stop, and has not seen it yet.
  var isStopping = false
  /// When the terminal was seen to be the process's own again, which no signal had told.
  var lastSeen: ContinuousClock.Instant?

  /// Lines of `~/.editrc` that were left out.
  private(set) var leftOutBindings: [LeftOutBinding] = []

  /// Makes libedit's state for the terminal; nothing is drawn yet.
  init(
    options: LineEditorOptions, input: Int32, output: Int32, mailbox: Mailbox,
    historyFile: HistoryFile?, kept: KeptLines,
    shouldRecord: @escaping @Sendable (String) -> Bool,
    assistant: @escaping @Sendable () -> any LineAssistant
  ) throws(LineEditorFailure) {
    self.options = options
    self.input = input
    self.mailbox = mailbox
    self.assistant = assistant
    self.shouldRecord = shouldRecord
    self.historyFile = historyFile
    screen = try TerminalScreen(input: input, output: output)
    walk = HistoryWalk(entries: kept.lines, limit: options.historySize, refused: kept.refused)
    guard
      let editor = el_init_fd(
        options.programName, screen.inputStream, screen.unseenStream, screen.unseenStream, input,
        output, output)
    else { throw .system(errno: ENOMEM) }
    self.editor = editor
    buffer = LineBuffer(editor: editor)
    history = history_winit()
    // Without a description of the terminal libedit would guess.
    guard cle_has_capability(editor, "ce") != 0, cle_has_capability(editor, "up") != 0 else {
      throw .unusableTerminal
    }
    configure()
  }

  deinit {
    // Disabled editing keeps el_end from throwing away what was typed ahead.
    cle_prepare_terminal(editor, 0)
    cle_set_editing(editor, 0)
    el_end(editor)
    if let history { history_wend(history) }
  }

  /// The session an EditLine belongs to.
  static func of(_ editor: OpaquePointer?) -> EditingSession? {
    guard let data = cle_client_data(editor) else { return nil }
    return Unmanaged<EditingSession>.fromOpaque(data).takeUnretainedValue()
  }

  private func configure() {
    cle_set_client_data(editor, Unmanaged.passUnretained(self).toOpaque())
    cle_set_handles_signals(editor, 0)
    cle_set_reader(editor) { editor, character in
      guard let scalar = EditingSession.of(editor)?.nextKey() else { return -1 }
      character?.pointee = wchar_t(bitPattern: scalar.value)
      return 1
    }
    attachHistory()
    cle_set_editor(editor, options.editingMode.rawValue)
    KeyBindings.addFunctions(to: editor)
    if options.readsEditrc {
      leftOutBindings = Editrc.apply(to: editor, of: options.programName)
    }
    screen.signs.usesUnicode = options.usesUnicode
    painter.usesColours = options.usesColours
    painter.cutsRows = options.cutsRows
    painter.keepsErased = options.keepsErased
    tellsPlace = !options.cutsRows
    KeyBindings.bind(in: editor)
    decoder.readsAltEnter = cle_is_vi(editor) == 0
  }

  /// Sets what stands around the line to come.
  func setPrompt(_ text: String, right: String) {
    promptCells = PromptCells.cells(of: text)
    rightCells = PromptCells.cells(of: screen.signs.fitting(right))
  }

  /// Shows something else at the right of the line being edited.
  func showRight(_ text: String) {
    guard isEditing else { return }
    rightCells = PromptCells.cells(of: screen.signs.fitting(text))
    paint()
  }
}
