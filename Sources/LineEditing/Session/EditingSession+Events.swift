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
    isSuspended = false
    if !request.isCommand {
      tcflush(input, TCIFLUSH)
      decoder.removeAll()
    }
    beginLine(request)
    // libedit would do so after it has drawn the prompt: a key typed at sight of it, such as ^D, would
    // then be taken by the terminal's line mode, and be lost.
    cle_prepare_terminal(editor, 1)
    LineModes.apply(to: input, isCommand: request.isCommand)
    screen.startRow(usesStyles: options.usesStyles)
    screen.write(Self.enablePaste)
    var count: Int32 = 0
    let line = el_wgets(editor, &count)
    defer {
      screen.write(Self.disablePaste)
      self.request = nil
    }
    if let outcome { return outcome }
    guard let line, count > 0 else { return .endOfInput }
    var text = WideText.string(UnsafeBufferPointer(start: line, count: Int(count)))
    if text.unicodeScalars.last == "\n" { text.unicodeScalars.removeLast() }
    if request.isCommand, isInterruptTyped() {
      leaveLine(showing: "^C", text: text)
      screen.write(PromptMark.end(code: nil).sequence)
      return .interrupted
    }
    leaveLine(showing: "", text: text)
    if request.isCommand {
      screen.write(PromptMark.output.sequence)
      recorded = record(text) ? text : nil
    }
    return .line(text)
  }

  /// Whether `^C` was typed behind Enter while it still was a key: nobody would hear it any more.
  private func isInterruptTyped() -> Bool {
    if isInputReady(within: 0) { _ = readWaiting() }
    return decoder.takeInterrupt()
  }

  private func beginLine(_ request: ReadRequest) {
    setPrompt(request.prompt, right: request.decoration.right)
    painter.forget()
    walk.reset()
    timeline.reset()
    (heldPaste, gathered, isPasteCut, decoder.isCut) = (nil, nil, false, false)
    (action, lastScalar) = (.other, nil)
  }

  /// The next key for libedit: all that the last one did is seen to, and drawn unless more waits.
  func nextKey() -> Unicode.Scalar? {
    if let again = repeatedPaste() { return again }
    noteLine()
    if screen.rang() { screen.write("\u{7}") }
    // The rest of a key of several characters belongs to the same step.
    if lastScalar != "\u{1B}", lastScalar != "\u{18}" {
      (previousAction, action) = (action, .other)
    }
    // Before anything is drawn: who sees the last key's effect may type the next one.
    if !isSuspended { LineModes.apply(to: input, isCommand: request?.isCommand == true) }
    if decoder.isEmpty, !hasWaitingInput { paint() }
    let scalar = nextScalar()
    if scalar == Key.pasteStart.scalar {
      gathered = gatherPaste()
      if gathered == nil { return nil }
    }
    if let scalar, isTyped(scalar), isUnsure { cle_refresh(editor) }
    lastScalar = scalar
    return scalar
  }

  /// Whether a key may be a letter that is put into the line as it is.
  private func isTyped(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x20 && scalar.value != 0x7F
  }

  /// Whether libedit may not know where in its screen the cursor is: after keys that are no letters, and
  /// in vi's modes, where letters are such keys. A line of one row it never loses.
  private var isUnsure: Bool {
    guard timeline.count > screen.size.columns / 3 else { return false }
    return cle_is_vi(editor) != 0 || !(lastScalar.map(isTyped) ?? false)
  }

  /// Takes down what the last key made of the line.
  private func noteLine() {
    if let letter = lastScalar,
      buffer.holdsTyped(letter, count: timeline.count, cursor: timeline.cursor)
    {
      return timeline.noteTyped(letter)
    }
    buffer.repairCursor()
    buffer.leaveCluster(cameFrom: timeline.cursor)
    let (text, cursor) = buffer.contents
    timeline.note(text, cursor: cursor)
  }

  /// Whether a key or a message waits to be seen to.
  var hasWaitingInput: Bool {
    var descriptors = [
      pollfd(fd: mailbox.wakeDescriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: input, events: Int16(POLLIN), revents: 0),
    ]
    return poll(&descriptors, 2, 0) > 0
  }

  /// The next character, within whatever key; `nil` when the line is over without Enter.
  func nextScalar() -> Unicode.Scalar? {
    if screen.isLost { end(with: .lost) }
    var isFinal = false
    while outcome == nil, !isModalCancelled {
      if let scalar = decoder.decode(isFinal: isFinal) { return scalar }
      let hasPaused = isFinal
      isFinal = !waitForEvent(readingInput: true, forEver: hasPaused) && !decoder.isEmpty
      // What was typed before a mark that is late is seen meanwhile.
      if isFinal, decoder.holdsMark { paint() }
    }
    return nil
  }

  /// Sleeps until something happens and sees to it; false when a key begun was not continued, which is
  /// waited for `forEver` where time makes nothing else of it.
  @discardableResult
  private func waitForEvent(readingInput: Bool, forEver: Bool = false) -> Bool {
    var descriptors = [
      pollfd(fd: mailbox.wakeDescriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: readingInput && !isSuspended ? input : -1, events: Int16(POLLIN), revents: 0),
    ]
    let isKeyBegun = readingInput && !forEver && !decoder.isEmpty
    let patience = isKeyBegun || isContinuedUnseen ? Self.keyTimeout : -1
    let ready = poll(&descriptors, 2, patience)
    if ready < 0, errno != EINTR { close() }
    if ready == 0, isContinuedUnseen { stopOrResume() }
    if descriptors[0].revents != 0 { handle(mailbox.drain()) }
    if outcome == nil, descriptors[1].revents != 0 { readBytes() }
    return ready != 0
  }

  /// Sees to what has happened by now, and waits for nothing. Keys wait to be decoded, but for `^C`.
  func seeToWhatWaits() {
    var descriptors = [
      pollfd(fd: mailbox.wakeDescriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: isSuspended ? -1 : input, events: Int16(POLLIN), revents: 0),
    ]
    guard poll(&descriptors, 2, 0) > 0 else { return }
    if descriptors[0].revents != 0 { handle(mailbox.drain()) }
    if outcome == nil, descriptors[1].revents != 0 { readBytes() }
  }

  /// Milliseconds within which the rest of a key's sequence must arrive.
  private static var keyTimeout: Int32 { 50 }
  /// Asks the terminal to mark where a paste begins and ends, and to leave that.
  static var enablePaste: String { "\u{1B}[?2004h" }
  static var disablePaste: String { "\u{1B}[?2004l" }

  /// Takes in what can be read now; how many bytes, and the error number where there are none for one.
  private func readWaiting() -> (count: Int, error: Int32) {
    var bytes = [UInt8](repeating: 0, count: Self.readingSize)
    let count = Glibc.read(input, &bytes, bytes.count)
    let error = count < 0 ? errno : 0
    decoder.append(bytes[..<max(0, count)])
    return (count, error)
  }

  /// Reads what was typed; `^C` among it is seen to at once.
  func readBytes() {
    // A new size, seen to since the keys were found to be there, may have read them.
    guard isInputReady(within: 0) else { return }
    let (count, error) = readWaiting()
    guard count > 0 else {
      if error != EINTR, error != EAGAIN { end(with: .lost) }
      return
    }
    decoder.reopenPaste(ifRestOf: count)
    if decoder.takeInterrupt() {
      // What was typed behind it is for the next line.
      interrupt(keepsKeys: true)
    } else if decoder.isPasting, count == 1, decoder.endsWithInterrupt,
      !isInputReady(within: Self.keyTimeout)
    {
      // A hand, since nothing follows: it waits for a paste whose end never came.
      decoder.endPaste()
      isPasteCut = true
    }
  }

  /// What a terminal holds at most: a `^C` is found before the keys it takes back.
  private static var readingSize: Int { 4096 }

  /// Whether something is typed within some time.
  func isInputReady(within milliseconds: Int32) -> Bool {
    var descriptor = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
    return poll(&descriptor, 1, milliseconds) > 0
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
    case .finished(let code, let ran):
      screen.write(PromptMark.end(code: code).sequence)
      if !ran { refuseLast() }
    case .post: break
    case .keep(let line, let ran):
      recorded = record(line) ? line : nil
      if !ran { refuseLast() }
    case .right(let text): showRight(text)
    case .history(let file, let kept): useHistory(file, kept)
    case .historyInMemory: historyFile = nil
    case .forgetKeys: if !isEditing { decoder.removeAll() }
    case .interrupt(let questionsOnly): interrupt(questionsOnly: questionsOnly)
    case .resize: resize()
    case .suspend: suspend()
    case .resume: resumeWhenTold()
    case .close: close()
    }
  }

  /// Whether a line is being edited.
  var isEditing: Bool { request != nil && outcome == nil }

  /// Ends the line being edited, and forgets the keys behind the one that did.
  private func end(with input: LineInput) {
    outcome = outcome ?? input
    decoder.removeAll()
  }

  /// `^C`, typed or sent: what is asked below the line is given up, else the line. Where none is
  /// edited, keys that wait go: they were typed before what is being stopped.
  private func interrupt(keepsKeys: Bool = false, questionsOnly: Bool = false) {
    if questionsOnly, (request ?? waiting.first)?.isCommand == true { return }
    if isEditing {
      if !keepsKeys { decoder.removeAll() }
      if let modal, !modal.isPassive {
        isModalCancelled = true
        return
      }
      leaveLine(showing: "^C")
      if request?.isCommand == true { screen.write(PromptMark.end(code: nil).sequence) }
      outcome = .interrupted
    } else if !waiting.isEmpty {
      waiting.removeFirst().completion(.interrupted)
    } else {
      decoder.removeAll()
    }
  }

  private func close() {
    isClosing = true
    if isEditing {
      leaveLine(showing: "")
      end(with: .endOfInput)
    }
  }
}
