/// What came of a key below the line.
enum ModalStep: Hashable {
  /// It goes on, perhaps changed.
  case stays
  /// Nothing came of it: the terminal beeps.
  case refused
  /// The line is as it was.
  case leaves
  /// The same, and the key belongs to the line.
  case passesOn
  /// A picker is wanted instead of the list.
  case opensPicker
  /// A text goes into the line.
  case takes(String)
}

/// The room there is below the line.
struct ModalArea: Hashable {
  /// The terminal's width.
  let columns: Int
  /// How many rows may be used; at least one.
  let rows: Int
  /// Whether colours and dimmed text may be shown.
  var usesStyles = true
  /// What cut ends and the like are shown with.
  var signs = LineSigns()
}

/// What is shown below the line.
struct Overlay: Hashable {
  /// Each narrower than the terminal.
  var rows: [[LineCell]]
  /// Where the cursor stands in them; `nil` leaves it in the line.
  var cursor: LineFrame.Position?
}
