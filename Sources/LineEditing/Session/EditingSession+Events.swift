import CLibEdit
import Glibc

extension EditingSession {
  /// Serves until the editor is closed; then the terminal is as it was found.
  func run() {
    while !isClosing {
      if waiting.isEmpty {
        waitForEvent(readingInput: false)
      } else {
        let next = waiting.removeFirst()
        next.completion(read(next))
      }
    }
    cle_prepare_terminal(editor, 0)
    let unread = mailbox.closeDown().compactMap { message in
      if case .read(let request) = message { request } else { nil }
    }
    for request in waiting + unread { request.completion(.endOfInput) }
  }

  private func read(_ request: ReadRequest) -> LineInput {
    self.request = request
    outcome = nil
    if !request.isCommand {
      tcflush(input, TCIFLUSH)
      decoder.removeAll()
    }
    setPrompt(request.prompt)
    walk.reset()
    // libedit would do so after it has drawn the prompt: a key typed at sight of it, such as ^D, would
    // then be taken by the terminal's line mode, and be lost.
    cle_prepare_terminal(editor, 1)
    screen.startRow(usesStyles: options.usesStyles)
    screen.write(Self.enablePaste)
    var count: Int32 = 0
    let line = el_wgets(editor, &count)
    screen.write(Self.disablePaste)
    self.request = nil
    if let outcome { return outcome }
    guard let line, count > 0 else { return .endOfInput }
    var text = WideText.string(UnsafeBufferPointer(start: line, count: Int(count)))
    if text.unicodeScalars.last == "\n" { text.unicodeScalars.removeLast() }
    if request.isCommand { record(text) }
    return .line(text)
  }

  /// The next character for libedit; `nil` when the line is over without Enter.
  func nextScalar() -> Unicode.Scalar? {
    buffer.repairCursor()
    var isFinal = false
    while outcome == nil {
      if let scalar = decoder.decode(isFinal: isFinal) { return scalar }
      isFinal = !waitForEvent(readingInput: true) && !decoder.isEmpty
    }
    return nil
  }

  /// Sleeps until something happens and sees to it; false when a key begun was not continued.
  @discardableResult
  private func waitForEvent(readingInput: Bool) -> Bool {
    var descriptors = [
      pollfd(fd: mailbox.wakeDescriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: readingInput && !isSuspended ? input : -1, events: Int16(POLLIN), revents: 0),
    ]
    let patience: Int32 = readingInput && !decoder.isEmpty ? Self.keyTimeout : -1
    let ready = poll(&descriptors, 2, patience)
    if ready < 0, errno != EINTR { close() }
    if descriptors[0].revents != 0 { handle(mailbox.drain()) }
    if outcome == nil, descriptors[1].revents != 0 { readBytes() }
    return ready != 0
  }

  /// Milliseconds within which the rest of a key's sequence must arrive.
  private static var keyTimeout: Int32 { 50 }
  /// Asks the terminal to mark where a paste begins and ends, and to leave that.
  static var enablePaste: String { "\u{1B}[?2004h" }
  static var disablePaste: String { "\u{1B}[?2004l" }

  private func readBytes() {
    var bytes = [UInt8](repeating: 0, count: 1024)
    let count = Glibc.read(input, &bytes, bytes.count)
    if count > 0 {
      decoder.append(bytes[..<count])
    } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
      end(with: .endOfInput)
    }
  }

  /// Lines that are to be printed and stand next to each other are printed at once.
  private func handle(_ messages: [EditorMessage]) {
    var lines = ""
    for message in messages {
      if case .post(let line) = message {
        lines += line.hasSuffix("\n") ? line : line + "\n"
      } else {
        printAbove(&lines)
        handle(message)
      }
    }
    printAbove(&lines)
  }

  private func handle(_ message: EditorMessage) {
    switch message {
    case .read(let request): waiting.append(request)
    case .post: break
    case .interrupt: interrupt()
    case .resize: resize()
    case .suspend: suspend()
    case .resume: resume()
    case .close: close()
    }
  }

  private var isEditing: Bool { request != nil && outcome == nil }

  /// Ends the line being edited, and forgets the keys behind the one that did.
  private func end(with input: LineInput) {
    outcome = outcome ?? input
    decoder.removeAll()
  }

  private func interrupt() {
    if isEditing {
      leaveLine(showing: "^C")
      end(with: .interrupted)
    } else if !waiting.isEmpty {
      waiting.removeFirst().completion(.interrupted)
    }
  }

  private func resize() {
    guard isEditing, !isSuspended else { return }
    clearLine()
    el_resize(editor)
    cle_refresh(editor)
  }

  /// Hands the terminal back and stops the process, as `^Z` does elsewhere.
  private func suspend() {
    if isEditing, !isSuspended {
      leaveLine(showing: "^Z")
      screen.write(Self.disablePaste)
      cle_prepare_terminal(editor, 0)
      isSuspended = true
    }
    kill(getpid(), SIGSTOP)
  }

  /// Takes the terminal again, once the process stands in the foreground.
  private func resume() {
    guard isEditing, tcgetpgrp(input) == getpgrp() || tcgetpgrp(input) < 0 else { return }
    isSuspended = false
    // libedit believes the modes it left; only a change makes it set them.
    cle_prepare_terminal(editor, 0)
    cle_prepare_terminal(editor, 1)
    screen.write(Self.enablePaste + "\r\u{1B}[J")
    el_resize(editor)
    cle_refresh(editor)
  }

  private func close() {
    isClosing = true
    if isEditing {
      leaveLine(showing: "")
      end(with: .endOfInput)
    }
  }
}
