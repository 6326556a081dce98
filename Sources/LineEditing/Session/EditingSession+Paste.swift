import CLibEdit

extension EditingSession {
  /// The most of a paste that is held for the editor, in bytes of UTF-8.
  private static var heldLimit: Int { 4 << 20 }

  /// Takes a paste in up to its end, whatever keys it holds; `nil` where the line is over before.
  func gatherPaste() -> GatheredPaste? {
    var paste = GatheredPaste()
    while let scalar = nextScalar() {
      if scalar == Key.pasteEnd.scalar {
        (paste.isCut, isPasteCut) = (isPasteCut, false)
        return paste
      }
      guard scalar != Key.pasteStart.scalar else { continue }
      paste.length += UTF8.width(scalar)
      if paste.length <= Self.heldLimit { paste.scalars.append(scalar) }
    }
    return nil
  }

  /// The key of a paste again, where libedit took it for the rest of another one: Escape, `^X` and `^V`
  /// wait for what follows. What was gathered must not be lost, and nothing of it is a key.
  func repeatedPaste() -> Unicode.Scalar? {
    guard gathered != nil else { return nil }
    let (text, cursor) = buffer.contents
    if cursor > 0, text[cursor - 1] == Key.pasteStart.scalar { buffer.removeBeforeCursor(1) }
    return Key.pasteStart.scalar
  }

  /// A paste: goes into the line as text, and never runs.
  func paste() -> Int32 {
    guard let paste = gathered else { return CC_ERROR }
    gathered = nil
    guard paste.length + buffer.string.utf8.count <= PastedText.limit else {
      refusePaste(paste.scalars, length: paste.length)
      return CC_NORM
    }
    var text = PastedText.cleaned(paste.scalars)
    if request?.isCommand != true {
      text = String(text.prefix { $0 != "\n" })
    }
    guard buffer.insert(text) else { return CC_ERROR }
    tellAbout(paste)
    return CC_REFRESH
  }

  /// Says above the line what is not as it was pasted.
  func tellAbout(_ paste: GatheredPaste) {
    var lines = ""
    if paste.isCut {
      lines += "The paste had no end; what came of it is here.\n"
    }
    if let words = PastedText.words(leftOutOf: paste.scalars) {
      lines += "\(words) of the paste.\n"
    }
    printAbove(&lines)
  }

  private func refusePaste(_ scalars: [Unicode.Scalar], length: Int) {
    var words = "A paste of \((length + 1023) / 1024) KiB is too long (64 KiB at most): "
    if options.edit != nil, request?.isCommand == true, length <= Self.heldLimit {
      heldPaste = PastedText.cleaned(scalars)
      words += "source it from a file, or shorten it in the editor (Ctrl-X Ctrl-E)."
    } else {
      words += "source it from a file."
    }
    printBelow([words])
  }

  /// `^X^E`, Alt-e: the line, and a paste that was too long for it, in the user's own editor.
  func editOutside() -> Int32 {
    guard request?.isCommand == true, let edit = options.edit else { return CC_ERROR }
    let text = buffer.string + (heldPaste ?? "")
    // It comes back as another one, in the same place.
    clearLine()
    screen.write(Self.disablePaste)
    cle_prepare_terminal(editor, 0)
    let outcome = edit(text, PastedText.limit)
    takeTerminal()
    switch outcome {
    case .saved(let text, let lost):
      heldPaste = nil
      if let lost { tell("\(lost) of the text.") }
      buffer.replaceAll(with: text)
      return CC_REFRESH
    // As it was before the editor was asked for: nobody said that it should become another one.
    case .unwritten: return CC_REFRESH
    case .failed(let reason):
      tell("\(reason); the line is as it was.")
      return CC_NORM
    case .ended(let words):
      tell(words)
      return CC_NORM
    }
  }
}

/// What came between the marks of a paste.
struct GatheredPaste {
  /// As it came, up to what is held of one that is too long.
  var scalars: [Unicode.Scalar] = []
  /// All of it, in bytes of UTF-8.
  var length = 0
  /// Whether a hand ended it, since its end did not come.
  var isCut = false
}
