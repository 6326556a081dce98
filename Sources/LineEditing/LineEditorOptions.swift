/// How a line editor behaves; fixed for its life.
package struct LineEditorOptions: Sendable {
  /// Which keys edit.
  package enum EditingMode: String, Sendable {
    case emacs
    case vi
  }

  /// The name whose `name:` lines in `~/.editrc` apply.
  package var programName: String
  /// Where lines are kept between sessions; `nil` keeps them in memory only.
  package var historyFile: String?
  /// How many entries can be recalled.
  package var historySize: Int
  /// Whether keys edit as in emacs or in vi.
  package var editingMode: EditingMode
  /// Whether `~/.editrc` (or the file `$EDITRC` names) is read.
  package var readsEditrc: Bool
  /// Whether dimmed, bold and underlined text may be shown. Without it there is no hint either:
  /// nothing would tell it from the line.
  package var usesStyles: Bool
  /// Whether that may have colours.
  package var usesColours = true
  /// Whether the editor's own signs may be other than ASCII; what was typed is shown as it is.
  package var usesUnicode = true
  /// Whether the terminal cuts its rows when it is made narrower; most wrap them anew.
  package var cutsRows = false
  /// Whether it counts erased columns as a part of a row that it wraps anew; most do not.
  package var keepsErased = false
  /// Opens a text in the user's editor and returns what came of it: nothing, where that is longer than
  /// `limit` bytes of UTF-8. Called on the editing thread, the terminal in its old modes, in which it is to
  /// be left; `nil` where there is none.
  package var edit: (@Sendable (_ text: String, _ limit: Int) -> OutsideEdit)?
  /// Told on the editing thread that a command was entered, before the terminal's modes are given back:
  /// from then on `^C` is a signal, and meant for what runs.
  package var accepted: @Sendable () -> Void = {}
  /// Whether a line of the history may be suggested while one is typed.
  package var suggests: @Sendable (String) -> Bool = { _ in true }

  /// The shell's own, history in memory.
  package init(
    programName: String = "crmsh", historyFile: String? = nil, historySize: Int = 10_000,
    editingMode: EditingMode = .emacs, readsEditrc: Bool = true, usesStyles: Bool = true,
    edit: (@Sendable (_ text: String, _ limit: Int) -> OutsideEdit)? = nil
  ) {
    self.programName = programName
    self.historyFile = historyFile
    self.historySize = historySize
    self.editingMode = editingMode
    self.readsEditrc = readsEditrc
    self.usesStyles = usesStyles
    self.edit = edit
  }

  /// Whether the terminal that these variables tell of is tmux, which alone counts erased columns as a
  /// part of a row.
  package static func keepsErased(in environment: [String: String]) -> Bool {
    environment["TMUX"] != nil || environment["TERM"]?.hasPrefix("tmux") == true
  }

  /// Whether the terminal that these variables tell of cuts its rows when it is made narrower.
  ///
  /// No terminfo capability says so. The console of Linux and st do, and xterm, which alone sets
  /// `XTERM_VERSION`; what runs inside it inherits that, so `TERM` has to be xterm's too.
  package static func cutsRows(in environment: [String: String]) -> Bool {
    let term = environment["TERM"] ?? ""
    if term == "linux" || term == "st" || term.hasPrefix("st-") { return true }
    return term.hasPrefix("xterm") && environment["XTERM_VERSION"] != nil
      && environment["TMUX"] == nil && environment["STY"] == nil
  }
}
