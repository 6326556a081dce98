import CLibEdit
import Glibc

/// What signals of the terminal ask for: to stop, and to go on.
extension EditingSession {
  /// `^Z`: asks whoever runs in the foreground to stop, as the terminal's line mode would; our own
  /// signal comes back as `suspend`. On a terminal that is not the process's own it means nothing.
  func askToSuspend() -> Int32 {
    let group = tcgetpgrp(input)
    return group > 0 && kill(-group, SIGTSTP) == 0 ? CC_NORM : CC_ERROR
  }

  /// Whether the process goes on in the middle of a line that was stopped, and has not been seen in the
  /// foreground yet.
  var isContinuedUnseen: Bool { isEditing && isSuspended && !isStopping }

  /// What follows where the process was continued in the background, as `bg` does it: it stops again, as
  /// whoever reads a terminal that is another's does. A shell that counts it as running would bring it to
  /// the foreground without telling it, so that this is looked for as well.
  func stopOrResume() {
    if isInForeground {
      resume()
      lastSeen = .now
      return
    }
    // The whole job, as with `^Z`; our own signal comes back as `suspend`.
    isStopping = kill(-getpgrp(), SIGTSTP) == 0
  }

  private var isInForeground: Bool { TerminalOwner.isThisProcess(of: input) }

  /// Hands the terminal back and stops the process, as `^Z` does elsewhere.
  func suspend() {
    if isEditing, !isSuspended {
      leaveLine(showing: "^Z")
      screen.write(Self.disablePaste)
      cle_prepare_terminal(editor, 0)
      isSuspended = true
    }
    isStopping = false
    kill(getpid(), SIGSTOP)
  }

  /// `SIGCONT`: the same as what was seen without it is not done twice.
  func resumeWhenTold() {
    let isKnown = !isSuspended && lastSeen.map { .now - $0 < Self.delay } == true
    lastSeen = nil
    if !isKnown { resume() }
  }

  /// A signal comes within this time, however busy the machine is.
  private static var delay: Duration { .seconds(1) }

  /// Takes the terminal again, once the process stands in the foreground.
  private func resume() {
    guard isEditing, isInForeground else { return }
    isSuspended = false
    screen.write("\r\u{1B}[J")
    takeTerminal()
    paint()
  }

  /// Takes the terminal again after it was handed to another program; the cursor is taken to be at
  /// the beginning of an empty row.
  func takeTerminal() {
    // libedit believes the modes it left; only a change makes it set them.
    cle_prepare_terminal(editor, 0)
    cle_prepare_terminal(editor, 1)
    LineModes.apply(to: input, isCommand: request?.isCommand == true)
    screen.startRow(usesStyles: options.usesStyles)
    screen.write(Self.enablePaste)
    painter.forget()
    cle_resize(editor)
  }
}
