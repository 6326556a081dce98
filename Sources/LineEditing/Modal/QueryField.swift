/// The text that is looked for; letters come and go at its end.
struct QueryField: Hashable {
  /// What was typed.
  private(set) var text: String

  /// The scalars it holds at most.
  private static let limit = 200

  /// Begins with a text.
  init(_ text: String = "") {
    self.text = String(String.UnicodeScalarView(text.unicodeScalars.prefix(Self.limit)))
  }

  /// Whether a key is one that changes it, where there is something to change.
  func isEdited(by key: ModalKey) -> Bool {
    var field = self
    return field.edit(key)
  }

  /// Changes it as a key says; false where the key changes nothing.
  mutating func edit(_ key: ModalKey) -> Bool {
    switch key {
    case .letter(let scalar): return add(scalar)
    case .blank: return add(" ")
    case .back: return text.popLast() != nil
    case .cutWord:
      let letters = Array(text.unicodeScalars)
      let start = LineMotion.tokenStart(in: letters, before: letters.count)
      text = String(String.UnicodeScalarView(letters[..<start]))
      return start < letters.count
    case .cutAll:
      defer { text = "" }
      return !text.isEmpty
    default: return false
    }
  }

  private mutating func add(_ scalar: Unicode.Scalar) -> Bool {
    guard text.unicodeScalars.count < Self.limit else { return false }
    text.unicodeScalars.append(scalar)
    return true
  }

  /// Its row: what it is for, the end of the text, the cursor behind it, and as much of what is said
  /// of it as fits.
  func row(
    _ label: String, saying parts: [String], in area: ModalArea
  ) -> (OverlayRow, column: Int) {
    var row = OverlayRow(area)
    row.add(label, style: LineColours.hint)
    var cells = LineCell.cells(of: text, style: "")
    // The cursor needs a column too.
    let room = max(1, row.room - row.used - 1)
    if OverlayRow.columns(of: cells) > room {
      let ellipsis = LineCell.cells(of: area.signs.ellipsis, style: "")
      while !cells.isEmpty, OverlayRow.columns(of: cells) > room - ellipsis.count {
        cells.removeFirst()
      }
      cells = ellipsis + cells
    }
    row.add(cells)
    let column = min(row.used, max(0, area.columns - 1))
    var gap = "  "
    for part in parts {
      // Words cut off help nobody.
      let cells = LineCell.cells(of: gap + part, style: LineColours.hint)
      guard row.used + OverlayRow.columns(of: cells) <= row.room else { break }
      row.add(cells)
      gap = area.signs.separator
    }
    return (row, column)
  }
}
