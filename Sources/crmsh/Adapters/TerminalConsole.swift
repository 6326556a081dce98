import CRMShell
import Glibc
import ImportEngine
import LineEditing
import Reporting
import Synchronization

/// How questions are asked where lines can't be edited.
private struct PlainReading {
  let reader: PlainLineReader
  let modes: PlainModes
  /// What `^C` in place of an answer does.
  let interrupt: @Sendable () -> Void
}

/// Standard output and standard error; the one place that writes to them.
final class TerminalConsole: Console {
  private struct Screen {
    /// Whether a progress line stands there and must be wiped before anything else is written.
    var hasProgress = false
    /// When the work began whose progress is told; nil between two reports.
    var workBegan: Int64?
    var lastProgress: Int64 = 0
    /// What was told last of the work under way.
    var told: String?
    /// What of that stands there.
    var shown: String?
    /// Whether a task shows what was told as soon as it is due.
    var isTicking = false
    var editor: LineEditor?
    var reader: PlainReading?
    /// What a round of `watch` shows; nil outside of one.
    var round: RoundRows?
    /// The error that kept standard output from being written.
    var failure: Int32?
  }

  private let isOutputTerminal = isatty(STDOUT_FILENO) == 1
  private let isErrorTerminal = isatty(STDERR_FILENO) == 1
  private let screen = Mutex(Screen())
  private let usesColour: Bool
  private let movesCursor: Bool
  private let raw: Bool
  private let secretModes: PlainModes
  private let times = LocalTimes(SystemTimeZones()).notation

  /// `secretModes` are those of standard input while a secret is read.
  init(raw: Bool, secretModes: PlainModes) {
    self.secretModes = secretModes
    let term = ProcessSetup.environment("TERM") ?? "dumb"
    usesColour =
      isatty(STDOUT_FILENO) == 1 && ProcessSetup.environment("NO_COLOR") == nil && term != "dumb"
    movesCursor = isatty(STDOUT_FILENO) == 1 && term != "dumb"
    self.raw = raw
  }

  /// Questions go to the editor once there is one.
  func use(_ editor: LineEditor) { screen.withLock { $0.editor = editor } }

  /// Questions are asked plainly where lines can't be edited; `interrupt` is what `^C` does then.
  func use(
    _ reader: PlainLineReader, _ modes: PlainModes, interrupt: @escaping @Sendable () -> Void
  ) {
    screen.withLock {
      $0.reader = PlainReading(reader: reader, modes: modes, interrupt: interrupt)
    }
  }

  var style: OutputStyle {
    let size = isOutputTerminal ? Self.size(of: STDOUT_FILENO) : nil
    return OutputStyle(
      width: size?.columns, height: size?.rows, colour: usesColour,
      isTerminal: isOutputTerminal, unicode: Self.isUnicode, raw: raw, times: times)
  }

  /// How large a terminal is, as far as it tells.
  private static func size(of descriptor: Int32) -> (columns: Int?, rows: Int?)? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 else { return nil }
    return (
      size.ws_col > 0 ? Int(size.ws_col) : nil, size.ws_row > 0 ? Int(size.ws_row) : nil
    )
  }

  /// Why standard output could not be written; a reader who went away is no failure.
  var failure: String? {
    screen.withLock { $0.failure }.map { String(cString: strerror($0)) }
  }

  /// Whether the locale says UTF-8; a pipe always gets it.
  private static var isUnicode: Bool {
    guard isatty(STDOUT_FILENO) == 1 else { return true }
    let locale =
      ProcessSetup.environment("LC_ALL") ?? ProcessSetup.environment("LC_CTYPE")
      ?? ProcessSetup.environment("LANG") ?? ""
    let folded = locale.lowercased()
    return folded.contains("utf-8") || folded.contains("utf8") || locale.isEmpty
  }

  func show(_ output: RenderedOutput) async {
    screen.withLock { screen in
      wipe(&screen)
      var output = output
      if movesCursor, screen.round != nil {
        output.standardOutput = screen.round?.take(output.standardOutput) ?? ""
        if isErrorTerminal {
          output.standardError = screen.round?.take(output.standardError) ?? ""
        }
      }
      if let code = write(output.standardOutput, to: STDOUT_FILENO) { screen.failure = code }
      write(output.standardError, to: STDERR_FILENO)
    }
  }

  func beginRound() async {
    screen.withLock { screen in
      wipe(&screen)
      if let rows = screen.round?.shown, rows > 0, movesCursor {
        write("\r\u{1B}[\(rows)A\u{1B}[J", to: STDOUT_FILENO)
      }
      let style = style
      screen.round = RoundRows(width: style.width, height: style.height)
    }
  }

  func endRounds() async { screen.withLock { $0.round = nil } }

  func progress(_ text: Text) async {
    let now = SystemClock().uptime
    let ticks = screen.withLock { screen in
      if screen.workBegan == nil { screen.workBegan = now }
      screen.told = StyleSheet(colour: false).render(text)
      paint(&screen, at: now)
      defer { screen.isTicking = true }
      return !screen.isTicking
    }
    if ticks { Task { await tick() } }
  }

  func note(_ text: Text) async {
    let now = SystemClock().uptime
    let line = Report.sentence(text).rendered(as: .table, style: style).standardOutput
    screen.withLock { screen in
      // At a terminal `^C` itself stands in the line.
      write((isErrorTerminal ? ProgressLine.wiping : "") + line, to: STDERR_FILENO)
      screen.shown = nil
      paint(&screen, at: now)
    }
  }

  /// Shows what is told once, and not followed by anything for a while.
  private func tick() async {
    let clock = SystemClock()
    while true {
      _ = await clock.sleep(milliseconds: 100)
      let isOver = screen.withLock { screen in
        // Decided in one step with who tells the next work: it begins to tick anew.
        screen.isTicking = screen.workBegan != nil
        paint(&screen, at: clock.uptime)
        return !screen.isTicking
      }
      if isOver { return }
    }
  }

  /// Work of less than half a second is told by its result alone.
  private static let untold: Int64 = 500

  private func paint(_ screen: inout Screen, at now: Int64) {
    guard let began = screen.workBegan, let text = screen.told, now - began >= Self.untold else {
      return
    }
    if isErrorTerminal {
      let fitting = ProgressLine.fitting(
        text, width: Self.size(of: STDERR_FILENO)?.columns, unicode: Self.isUnicode)
      guard fitting != screen.shown else { return }
      write(ProgressLine.painting(fitting), to: STDERR_FILENO)
      (screen.hasProgress, screen.shown) = (true, fitting)
    } else if now - max(screen.lastProgress, began) >= 10_000 {
      write(text + "\n", to: STDERR_FILENO)
      screen.lastProgress = now
    }
  }

  func ask(_ question: Text) async -> String? {
    let (editor, reader) = screen.withLock { screen in
      wipe(&screen)
      return (screen.editor, screen.reader)
    }
    let prompt = StyleSheet(colour: usesColour).render(question)
    if let editor { return await editor.readAnswer(prompt: prompt) }
    guard let reader else { return nil }
    reader.modes.begin()
    await show(RenderedOutput(standardOutput: prompt))
    do throws(LineReadFailure) {
      switch try await reader.reader.next(with: reader.modes) {
      case .line(let answer): return answer
      case .endOfInput, .lost: return nil
      case .interrupted:
        await show(RenderedOutput(standardOutput: "\n"))
        reader.interrupt()
        return nil
      }
    } catch {
      // What can't be read is no answer; the next line read says why.
      return nil
    }
  }

  func askSecret(_ question: Text) async -> Secret? {
    let editor = screen.withLock { screen in
      wipe(&screen)
      return screen.editor
    }
    editor?.forgetTypedAhead()
    let prompt = StyleSheet(colour: usesColour).render(question)
    return await SecretReader(modes: secretModes).read(prompt: prompt).map(Secret.init)
  }

  private func wipe(_ screen: inout Screen) {
    (screen.workBegan, screen.told, screen.shown) = (nil, nil, nil)
    guard screen.hasProgress else { return }
    write(ProgressLine.wiping, to: STDERR_FILENO)
    screen.hasProgress = false
  }

  /// Writes all of a text; returns the error that prevented it, but for a closed pipe.
  @discardableResult
  private func write(_ text: String, to descriptor: Int32) -> Int32? {
    let code = PatientTransfer.write(text.utf8, to: descriptor)
    return code == EPIPE ? nil : code
  }
}
