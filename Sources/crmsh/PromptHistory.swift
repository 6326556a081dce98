import CRMShell
import LineEditing

/// The lines that Up finds, and Tab counts: those of the place that is connected.
struct PromptHistory {
  private let folder: HistoryFolder
  /// The folder that files of lines lie in.
  let directory: String
  /// Whether the folder can be had, and nobody else writes to it; else lines are kept in memory alone.
  let isKept: Bool
  /// The place whose lines are at hand.
  private var place: String?
  /// Places whose words were counted.
  private var counted: Set<String?> = []

  /// Begins at a place.
  init(in directory: String, at place: String?) {
    folder = HistoryFolder(directory: directory)
    self.directory = directory
    isKept = StateDirectory.make(directory) && StateDirectory.isOurs(directory)
    self.place = place
  }

  /// The file of the place; nil where nothing can be kept.
  var file: String? { isKept ? folder.file(of: place) : nil }

  /// Goes to where the interpreter is now; returns why lines are not kept there.
  mutating func follow(_ interpreter: Interpreter, _ editor: LineEditor) async -> HistoryFailure? {
    let now = await interpreter.historyPlace
    guard now != place else { return nil }
    place = now
    let kept = editor.useHistory(file: file)
    await count(kept, interpreter)
    return kept.failure
  }

  /// Lets Tab put first what was used most here, once.
  mutating func count(_ kept: KeptLines, _ interpreter: Interpreter) async {
    if counted.insert(place).inserted { await interpreter.remember(kept.lines) }
  }
}
