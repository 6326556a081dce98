import CRMShell
import Glibc
import LineEditing
import Reporting

/// What goes on around a line that is being typed: the time and the state of things at the right, and
/// lines above it.
struct PromptWatch: Sendable {
  let interpreter: Interpreter
  let console: TerminalConsole
  let editor: LineEditor

  /// So often the record of this machine is looked at; no server is asked.
  private static let seconds: Int64 = 10

  /// Tells what came about since the line before, while its command ran too; returns what stands at the
  /// right.
  func begin() async -> String {
    for line in await interpreter.news() { await console.show(rendered(line)) }
    return await right()
  }

  /// Tells what comes about until the task is cancelled. The line is drawn again only where the
  /// text at the right is another one: with a new minute, mostly.
  func run(showing first: String) async {
    let clock = SystemClock()
    var shown = first
    while await clock.sleep(milliseconds: (Self.seconds - clock.wallSeconds % Self.seconds) * 1000)
    {
      // Where the process was sent to the background the terminal is somebody else's.
      guard TerminalOwner.isThisProcess(of: STDIN_FILENO) else { continue }
      // What was taken is told, whatever became of the line meanwhile.
      for line in await interpreter.news() {
        let told = rendered(line)
        editor.post(told.standardOutput + told.standardError)
      }
      let text = await right()
      guard !Task.isCancelled else { return }
      if text != shown { editor.showRight(text) }
      shown = text
    }
  }

  private func rendered(_ line: Text) -> RenderedOutput {
    Report([.notice(.note, line)]).rendered(as: .table, style: console.style)
  }

  /// The time stands last: a look back tells when each line was asked for.
  private func right() async -> String {
    var text = Text()
    for part in await interpreter.stateAtRight { text.append("\(part, .warning) · ") }
    text.append("\(LocalTime.hoursAndMinutes, .dim)")
    return StyleSheet(colour: console.style.colour).render(text)
  }
}
