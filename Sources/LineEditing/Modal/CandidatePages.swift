import CommandLanguage

/// The list below the line, a page at a time; any key that turns no page ends it and goes on to the
/// line.
struct CandidatePages {
  /// What is shown.
  let candidates: [Candidate]
  /// How many there are, those that are not shown included.
  let total: Int
  /// Whether Tab opens a picker over them.
  let opensPicker: Bool
  /// Whether Escape is a key of the line too, as in vi.
  let passesEscape: Bool

  private var top = 0
  private var count = 0
  private var page = 1
  /// All rows, for a terminal of this width.
  private var laid: (columns: Int, rows: [String])?

  /// Begins with the best; `total` is how many there are, as many as candidates or more.
  init(_ candidates: [Candidate], total: Int = 0, opensPicker: Bool, passesEscape: Bool) {
    self.candidates = candidates
    self.total = max(total, candidates.count)
    self.opensPicker = opensPicker
    self.passesEscape = passesEscape
  }

  /// Whether it is longer than the terminal is high: then the keys of a pager are its own.
  var isPaged: Bool { page < count }
  private var hasMore: Bool { top + page < count }

  /// Does what a key asks for.
  mutating func handle(_ key: ModalKey) -> ModalStep {
    switch key {
    // Whoever turns pages must not run the line by one Enter too many.
    case .blank where isPaged: return hasMore ? turn(by: page) : .leaves
    case .enter where isPaged: return hasMore ? turn(by: 1) : .leaves
    case .letter("q") where isPaged: return .leaves
    case .pageDown: return hasMore ? turn(by: page) : .refused
    case .pageUp: return top > 0 ? turn(by: -page) : .refused
    case .tab where opensPicker: return .opensPicker
    case .cancel: return passesEscape ? .passesOn : .leaves
    default: return .passesOn
    }
  }

  private mutating func turn(by rows: Int) -> ModalStep {
    top = max(0, min(top + rows, count - page))
    return .stays
  }

  /// As many rows as fit, and, where there are more, how to see them.
  mutating func overlay(in area: ModalArea) -> Overlay {
    let rows = rows(in: area)
    count = rows.count
    page = count <= area.rows ? count : max(1, area.rows - 1)
    top = max(0, min(top, count - page))
    var shown = rows[top..<(top + page)].map(PromptCells.cells(of:))
    if isPaged, area.rows > 1 { shown.append(foot(in: area)) }
    return Overlay(rows: shown, cursor: nil)
  }

  /// Laid out once for a width: a key or a message that draws anew must not wait for it.
  private mutating func rows(in area: ModalArea) -> [String] {
    if let laid, laid.columns == area.columns { return laid.rows }
    let list = CandidateList(
      columns: area.columns, usesStyles: area.usesStyles, signs: area.signs)
    let rows = list.rows(candidates)
    laid = (area.columns, rows)
    return rows
  }

  private func foot(in area: ModalArea) -> [LineCell] {
    var row = OverlayRow(area)
    let last = top + page
    let more = total > candidates.count ? " (\(total) in all)" : ""
    row.add("\(top + 1)\(area.signs.range)\(last) of \(count)\(more)", style: "7")
    let end = more.isEmpty ? "PgUp back, q end" : "more letters find the others, q end"
    let keys = last < count ? "Space page, Enter row, q end" : end
    row.add(
      area.signs.fitting(" · ") + keys + (opensPicker ? ", Tab picks" : ""),
      style: LineColours.hint)
    return row.cells
  }
}
