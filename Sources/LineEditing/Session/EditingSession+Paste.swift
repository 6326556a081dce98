import CLibEdit

extension EditingSession {
  /// The most of a paste that is held for the editor, in bytes of UTF-8.
  private static var heldLimit: Int { 4 << 20 }

  /// A paste: goes into the line as text, whatever keys it holds, and never runs.
  func paste() -> Int32 {
    var pasted: [Unicode.Scalar] = []
    var count = 0
    while let scalar = nextScalar() {
      if scalar == Key.pasteEnd.scalar {
        return insertPaste(pasted, length: count)
      }
      count += UTF8.width(scalar)
      if count <= Self.heldLimit { pasted.append(scalar) }
    }
    return CC_NORM
  }

  private func insertPaste(_ scalars: [Unicode.Scalar], length: Int) -> Int32 {
    guard length + buffer.string.utf8.count <= PastedText.limit else {
      refusePaste(scalars, length: length)
      return CC_NORM
    }
    var text = PastedText.cleaned(scalars)
    if request?.isCommand != true {
      text = String(text.prefix { $0 != "\n" })
    }
    return buffer.insert(text) ? CC_REFRESH : CC_ERROR
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
    leaveLine(showing: "")
    screen.write(Self.disablePaste)
    cle_prepare_terminal(editor, 0)
    let outcome = edit(text, PastedText.limit)
    takeTerminal()
    switch outcome {
    case .saved(let text):
      heldPaste = nil
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
