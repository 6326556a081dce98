import CLibEdit
import CommandLanguage

/// What is asked below the line, in a loop of its own: the line stays as it was until something is
/// taken.
extension EditingSession {
  /// `^R`, `^S`: an entry of the history is looked for and put into the line.
  func searchHistory() -> Int32 {
    guard request?.isCommand == true, !walk.entries.isEmpty else { return CC_ERROR }
    let line = buffer.string
    let query = line.contains("\n") ? "" : line.trimmingBlanks
    let search = HistorySearch(entries: walk.entries, query: query)
    guard case .takes(let entry) = run(.search(search)) else { return CC_NORM }
    walk.reset()
    buffer.replaceAll(with: entry)
    return CC_REFRESH
  }

  /// `?`: where nothing of a word is typed yet, shows what may stand there; else it is itself.
  func showPossibilities() -> Int32 {
    let (text, cursor) = buffer.contents
    let line = String(String.UnicodeScalarView(text))
    guard request?.isCommand == true, LineMotion.isEmptyPlace(in: text, at: cursor) else {
      return buffer.insert("?") ? CC_REFRESH : CC_ERROR
    }
    let assistant = assistant()
    // Within quotes and comments a blank is part of the text.
    let found = awaited { isCancelled in
      assistant.completion(of: line, at: cursor, isCancelled: isCancelled).replacing.lower >= cursor
        ? assistant.possibilities(of: line, at: cursor, isCancelled: isCancelled) : []
    }
    guard let possibilities = found else { return CC_ERROR }
    guard !possibilities.isEmpty else { return buffer.insert("?") ? CC_REFRESH : CC_ERROR }
    _ = run(
      .pages(CandidatePages(possibilities, opensPicker: false, passesEscape: isVi)))
    return CC_NORM
  }

  /// Shows what Tab found; Tab once more opens a picker over all that may stand there.
  func offer(_ completion: LineCompletion) -> Int32 {
    let pages = CandidatePages(
      completion.candidates, total: completion.total, opensPicker: true, passesEscape: isVi)
    guard run(.pages(pages)) == .opensPicker else { return CC_NORM }
    let (text, cursor) = buffer.contents
    let place = PickedPlace(completion, line: text, cursor: cursor)
    let assistant = assistant()
    let takesList = awaited { place.takesList(asking: assistant, isCancelled: $0) }
    guard let takesList else { return CC_ERROR }
    let picker = CandidatePicker(
      query: place.word, takesList: takesList,
      choices: { [unowned self] in
        awaited(givingWay: { _ in false }) { place.choices(asking: assistant, isCancelled: $0) }
      },
      offers: { [unowned self] word, yieldsToKeys in
        awaited(givingWay: { yieldsToKeys && !$0.isEmpty && !$0.beginsWithEnter }) {
          place.completion(of: word, asking: assistant, isCancelled: $0)
        }
      })
    guard isEditing else { return CC_ERROR }
    guard case .takes(let insertion) = run(.picker(picker)) else { return CC_NORM }
    buffer.moveCursor(to: place.range.upperBound)
    buffer.removeBeforeCursor(place.range.count)
    buffer.insert(place.fitting(insertion))
    return CC_REFRESH
  }

  private var isVi: Bool { cle_is_vi(editor) != 0 }

  /// Runs until a key ends it. A key that belongs to the line is the next one it gets.
  private func run(_ state: ModalState) -> ModalStep {
    modal = state
    isModalCancelled = false
    defer {
      modal = nil
      isModalCancelled = false
    }
    while true {
      if decoder.isEmpty, !hasWaitingInput { paint() }
      guard let scalar = nextScalar() else { return .leaves }
      let step = handle(scalar)
      switch step {
      case .stays: continue
      case .refused: screen.write("\u{7}")
      case .passesOn:
        decoder.putBack(scalar)
        return step
      case .leaves, .opensPicker, .takes: return step
      }
    }
  }

  private func handle(_ scalar: Unicode.Scalar) -> ModalStep {
    let takesText = modal?.takesText == true
    if scalar == Key.pasteStart.scalar, takesText { return handlePaste() }
    if scalar == "\u{1B}", !decoder.isEmpty {
      // What follows at once makes a key with Alt of it, or one that we don't know.
      guard takesText else { return .passesOn }
      passOverSequence()
      return .refused
    }
    if scalar == Self.suspendKey { return askToSuspend() == CC_NORM ? .stays : .refused }
    return passOn(ModalKey(scalar))
  }

  /// Lets what is asked do what a key asks for. While that takes long it is shown as it was.
  private func passOn(_ key: ModalKey) -> ModalStep {
    guard var state = modal else { return .leaves }
    let step = state.handle(key)
    modal = state
    return step
  }

  private static var suspendKey: Unicode.Scalar { "\u{1A}" }

  private func handlePaste() -> ModalStep {
    guard let paste = gatherPaste() else { return .leaves }
    var step = ModalStep.refused
    for scalar in PastedText.cleaned(paste.scalars).unicodeScalars.prefix(200) {
      let letter = scalar == "\n" ? " " : scalar
      if passOn(.letter(letter)) == .stays { step = .stays }
    }
    tellAbout(paste)
    return step
  }

  /// Passes over what follows an Escape: one key, or a sequence up to its last letter.
  private func passOverSequence() {
    var isSequence = false
    while let next = decoder.decode(isFinal: true) {
      // A paste is no part of it.
      if next == Key.pasteStart.scalar { return decoder.putBack(next) }
      let isFirst = !isSequence
      isSequence = isSequence || next == "[" || next == "O"
      if !isSequence || (!isFirst && (0x40...0x7E).contains(next.value)) { return }
    }
  }

  /// Draws the line with what is asked below it.
  func paintModal() {
    let (columns, rows) = screen.size
    let (text, cursor) = buffer.contents
    let line = String(String.UnicodeScalarView(text))
    var frame = completed(frame(of: line, at: cursor, colours(of: line) { self.hasWaitingInput }))
    // A long line leaves two thirds of the terminal to what is asked.
    let kept = min(frame.rows.count, max(1, rows / 3))
    let area = ModalArea(
      columns: columns, rows: max(1, rows - kept), usesStyles: options.usesStyles,
      signs: screen.signs)
    if let overlay = modal?.overlay(in: area) { frame.addOverlay(overlay, height: rows) }
    show(frame)
  }
}

extension String {
  /// Without the blanks around it.
  fileprivate var trimmingBlanks: String {
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    return String(drop(while: isBlank).reversed().drop(while: isBlank).reversed())
  }
}
