import CommandLanguage
import Glibc
import Testing

@testable import LineEditing

/// A line editor on one end of a pseudo-terminal, and a hand and an eye on the other.
final class TerminalHarness {
  /// The editor under test.
  let editor: LineEditor
  /// What has been drawn so far, as of the last look.
  private(set) var screen: TerminalModel
  private var controller: Int32
  private let terminal: Int32
  private var undecoded: [UInt8] = []
  /// Whether the terminal says where its cursor is.
  var answersPlace = true

  /// The environment the editor finds: a C locale must not cost a single character.
  private static let isPrepared: Bool =
    setenv("TERM", "xterm-256color", 1) == 0 && setenv("LC_ALL", "C", 1) == 0

  /// No pseudo-terminal, or not what was waited for.
  struct Unavailable: Error {}

  /// Opens a terminal of this size with an editor on it.
  init(
    columns: Int = 60, rows: Int = 12,
    options: LineEditorOptions = LineEditorOptions(readsEditrc: false),
    shouldRecord: @escaping @Sendable (String) -> Bool = { _ in true },
    assistant: any LineAssistant = WordAssistant(words: [])
  ) throws {
    var controller: Int32 = -1
    var terminal: Int32 = -1
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    guard Self.isPrepared, openpty(&controller, &terminal, nil, nil, &size) == 0 else {
      throw Unavailable()
    }
    _ = fcntl(controller, F_SETFL, O_NONBLOCK)
    self.controller = controller
    self.terminal = terminal
    screen = TerminalModel(columns: columns, rows: rows)
    editor = try LineEditor(
      options: options, input: terminal, output: terminal, shouldRecord: shouldRecord,
      assistant: { assistant })
  }

  deinit {
    Glibc.close(controller)
    Glibc.close(terminal)
  }

  /// The bytes of the terminal's modes.
  var modes: [UInt8] {
    var modes = termios()
    tcgetattr(terminal, &modes)
    return withUnsafeBytes(of: &modes) { Array($0) }
  }

  /// Asks for a line and returns once its input has begun: from then on every key reaches the editor.
  func begin(
    _ prompt: String = "p> ", decoration: LineDecoration = LineDecoration(),
    _ sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> Task<LineInput, Never> {
    let editor = editor
    look()
    let before = screen.marks.count { $0 == "B" }
    let input = Task { await editor.readLine(prompt: prompt, decoration: decoration) }
    try await waits(sourceLocation) {
      $0.marks.count { $0 == "B" } > before && !$0.modes.contains("?2026")
    }
    return input
  }

  /// Sends keys as a keyboard does.
  func type(_ keys: String) async throws {
    var rest = Array(keys.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(controller, $0.baseAddress, min($0.count, 512)) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else {
        look()
        await waitForOutput()
      }
    }
  }

  /// Whether the editor has read every key.
  var isRead: Bool {
    var descriptor = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
    return poll(&descriptor, 1, 0) == 0
  }

  /// Waits until what was typed has reached the terminal, where nobody reads it: until then the terminal's
  /// modes decide what becomes of it.
  func waitUntilTyped() async {
    while isRead { await Task.yield() }
  }

  /// Sleeps until the editor draws, or a little while: what it does need not be seen.
  func waitForOutput() async {
    var descriptor = pollfd(fd: controller, events: Int16(POLLIN), revents: 0)
    poll(&descriptor, 1, 10)
    await Task.yield()
  }

  /// Changes the terminal's size, its screen cleared, and tells the editor.
  func resize(columns: Int, rows: Int) {
    let before = screen
    screen = TerminalModel(columns: columns, rows: rows)
    screen.joinsPictures = before.joinsPictures
    tellSize()
  }

  /// Makes the terminal narrower, its rows cut, and tells the editor.
  func cut(to columns: Int) {
    screen.cut(to: columns)
    tellSize()
  }

  /// Makes the terminal narrower or wider, its rows wrapped anew as tmux does, and tells the editor.
  func rewrap(to columns: Int) {
    look()
    screen.rewrap(to: columns)
    tellSize()
  }

  private func tellSize() {
    var size = winsize(
      ws_row: UInt16(screen.rows), ws_col: UInt16(screen.columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(controller, UInt(TIOCSWINSZ), &size)
    editor.resized()
  }

  /// Whether pictures tied together are one on this terminal.
  func joinPictures(_ joins: Bool) { screen.joinsPictures = joins }

  /// Takes the terminal away, as a window that is closed does.
  func hangUp() {
    Glibc.close(controller)
    controller = -1
  }

  /// Writes as another program at the same terminal does.
  func printElsewhere(_ text: String) async throws {
    _ = write(terminal, text, text.utf8.count)
    try await waits { $0.lines.last == text }
  }

  /// Takes in what has been drawn so far.
  func look() {
    var bytes = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(controller, &bytes, bytes.count)
      guard count > 0 else { return }
      undecoded += bytes[..<count]
      var whole = undecoded.count
      while whole > 0, String(validating: undecoded[..<whole], as: UTF8.self) == nil { whole -= 1 }
      screen.feed(String(decoding: undecoded[..<whole], as: UTF8.self))
      undecoded.removeFirst(whole)
      let answers = screen.takeAnswers()
      if answersPlace { _ = write(controller, answers, answers.utf8.count) }
    }
  }

  /// Waits until the screen is as it should be, for at most a minute: the machine may be busy.
  func waits(
    _ sourceLocation: SourceLocation = #_sourceLocation, until condition: (TerminalModel) -> Bool
  ) async throws {
    let deadline = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < deadline {
      look()
      if condition(screen) { return }
      await waitForOutput()
    }
    Issue.record(
      "the screen shows:\n\(screen.lines.joined(separator: "\n"))",
      sourceLocation: sourceLocation)
    throw Unavailable()
  }

  /// Waits until the last row shown is this one.
  func waits(
    for row: String, _ sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    try await waits(sourceLocation) { $0.lines.last == row }
  }
}

/// Completes words from a list; parentheses left open need another line.
struct WordAssistant: LineAssistant {
  /// What there is to complete.
  var words: [String]
  /// The description of each.
  var detail = ""

  /// The hint behind every text, and how the words of the list are coloured.
  var behind = LineHint()

  func hint(for text: String, isCancelled: () -> Bool) -> LineHint { behind }

  func colours(of text: String, isCancelled: () -> Bool) -> [ColouredSpan] {
    var start = 0
    return text.split(separator: " ", omittingEmptySubsequences: false).compactMap { word in
      let span = Span(start, start + word.unicodeScalars.count)
      start = span.upper + 1
      if words.contains(String(word)) { return ColouredSpan(span, .command) }
      return word.hasPrefix("!") ? ColouredSpan(span, .mistake) : nil
    }
  }

  func completion(
    of line: String, at cursor: Int, isCancelled: () -> Bool
  ) -> LineCompletion {
    let before = Array(line.unicodeScalars.prefix(cursor))
    let start = (before.lastIndex(of: " ") ?? -1) + 1
    let typed = String(String.UnicodeScalarView(before[start...]))
    return LineCompletion(
      replacing: Span(start, cursor),
      candidates: words.filter { $0.hasPrefix(typed) }.map {
        Candidate(insertion: $0, label: $0, detail: detail)
      })
  }

  func needsMore(_ text: String) -> Bool {
    text.count { $0 == "(" } > text.count { $0 == ")" }
  }
}
