package import CommandLanguage
import Glibc

/// The line editor of the prompt: a handle any task may hold, for a session on a thread of its own.
///
/// Signals are the caller's to receive: it hands them on with `interrupt`, `resized`, `suspend`,
/// `resumed` and `terminate`. While a line is being edited nothing else may write to the terminal;
/// `post` is the way to print then. A process has one at a time: libedit draws by the terminal
/// description of the system's library, which is global.
package final class LineEditor: Sendable {
  /// What was found where lines are kept, at the start.
  package let keptLines: KeptLines
  /// Lines of `~/.editrc` that were left out, each to be told.
  package let leftOutBindings: [LeftOutBinding]
  /// How many entries can be recalled.
  let historySize: Int
  /// The way into the editing thread.
  let mailbox: Mailbox

  /// Starts an editor on two descriptors of a terminal, which stay the caller's.
  ///
  /// `shouldRecord` says whether a line may enter the history, `assistant` gives the one to ask
  /// about the line as the session now stands; both are called on the editing thread.
  package init(
    options: LineEditorOptions, input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO,
    shouldRecord: @escaping @Sendable (String) -> Bool = { _ in true },
    assistant: @escaping @Sendable () -> any LineAssistant
  ) throws(LineEditorFailure) {
    guard Self.isUsable(input: input, output: output), TerminalLocale.isUTF8 else {
      throw .unusableTerminal
    }
    historySize = options.historySize
    let (file, kept) = KeptLines.open(options.historyFile, limit: historySize)
    keptLines = kept
    mailbox = try Mailbox()
    let session = try EditingSession(
      options: options, input: input, output: output, mailbox: mailbox, historyFile: file,
      kept: kept, shouldRecord: shouldRecord, assistant: assistant)
    leftOutBindings = session.leftOutBindings
    try EditingThread.start(session)
  }

  deinit {
    mailbox.send(.close)
  }

  /// Whether lines can be edited here: both ends are terminals and `TERM` names one that can move
  /// its cursor. Elsewhere `PlainLineReader` reads.
  package static func isUsable(
    input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO,
    term: String? = getenv("TERM").map { String(cString: $0) }
  ) -> Bool {
    guard isatty(input) == 1, isatty(output) == 1, let term else { return false }
    return term != "" && term != "dumb"
  }

  /// Reads a command behind a prompt, in which SGR sequences may stand.
  ///
  /// Lines are read one after another, in the order they were asked for.
  package func readLine(
    prompt: String, decoration: LineDecoration = LineDecoration()
  ) async -> LineInput {
    await read(prompt: prompt, isCommand: true, decoration)
  }

  /// Tells the terminal that the output of the line read last is over, and its exit code. A line that
  /// did not run because it was refused is kept, and not suggested.
  package func finished(code: Int32, ran: Bool = true) {
    mailbox.send(.finished(code: code, ran: ran))
  }

  /// Reads the answer to a question, without completion or history; `nil` when none is given.
  ///
  /// What was typed before the question is thrown away: nobody answers what they have not seen.
  package func readAnswer(prompt: String) async -> String? {
    switch await read(prompt: prompt, isCommand: false) {
    case .line(let text): text
    case .interrupted, .endOfInput, .lost: nil
    }
  }

  /// Forgets what was typed ahead and not read from the editor yet: a question that is asked past it is not
  /// answered by that, nor is what was typed before the question a line to run.
  package func forgetTypedAhead() {
    mailbox.send(.forgetKeys)
  }

  private func read(
    prompt: String, isCommand: Bool, _ decoration: LineDecoration = LineDecoration()
  ) async -> LineInput {
    await withCheckedContinuation { continuation in
      let request = ReadRequest(prompt: prompt, isCommand: isCommand, decoration: decoration) {
        continuation.resume(returning: $0)
      }
      if !mailbox.send(.read(request)) { continuation.resume(returning: .endOfInput) }
    }
  }

  /// Prints a line above the one being edited; its text must be fit for a terminal already.
  package func post(_ line: String) {
    mailbox.send(.post(line))
  }

  /// Keeps a line that was written elsewhere, in an editor, as if it had been typed here; `ran`: whether it
  /// was understood, and may be suggested.
  package func keep(_ line: String, ran: Bool) {
    mailbox.send(.keep(line, ran: ran))
  }

  /// `SIGINT`: the line being edited is given up, and what was typed ahead. With `questionsOnly` a
  /// command is left alone: whoever stops one that runs does not mean the next, which may be begun
  /// by the time this arrives. A `^C` typed while a command is edited is a key, and no signal.
  package func interrupt(questionsOnly: Bool = false) {
    mailbox.send(.interrupt(questionsOnly: questionsOnly))
  }

  /// `SIGWINCH`: the line is drawn anew in the terminal's new size.
  package func resized() {
    mailbox.send(.resize)
  }

  /// `SIGTSTP`: hands the terminal back and stops the process.
  package func suspend() {
    mailbox.send(.suspend)
  }

  /// `SIGCONT`: takes the terminal again and draws the line anew.
  package func resumed() {
    mailbox.send(.resume)
  }

  /// `SIGTERM`, `SIGHUP`: restores the terminal; every line waited for is the end of input.
  package func terminate() {
    mailbox.send(.close)
  }

  /// The same, returning once the terminal has its old modes.
  package func close() async {
    mailbox.send(.close)
    await withCheckedContinuation { continuation in
      mailbox.whenClosed { continuation.resume() }
    }
  }
}
