import CommandLanguage

/// The list below the line, a page at a time; any key that turns no page ends it and goes on to the
/// line.
struct CandidatePages {
  /// What is shown.
  let candidates: [Candidate]
  /// Whether Tab opens a picker over them.
  let opensPicker: Bool
  /// Whether Escape is a key of the line too, as in vi.
  let passesEscape: Bool

  private var top = 0
  private var count = 0
  private var page = 1

  /// Begins with the best.
  init(_ candidates: [Candidate], opensPicker: Bool, passesEscape: Bool) {
    self.candidates = candidates
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
    let list = CandidateList(
      columns: area.columns, maximumRows: candidates.count + 1, usesStyles: area.usesStyles)
    let rows = list.rows(candidates).map(PromptCells.cells(of:))
    count = rows.count
    page = count <= area.rows ? count : max(1, area.rows - 1)
    top = max(0, min(top, count - page))
    var shown = Array(rows[top..<(top + page)])
    if isPaged, area.rows > 1 { shown.append(foot(in: area)) }
    return Overlay(rows: shown, cursor: nil)
  }

  private func foot(in area: ModalArea) -> [LineCell] {
    var row = OverlayRow(area)
    let last = top + page
    row.add("\(top + 1)–\(last) of \(count)", style: "7")
    let keys = last < count ? " Space page, Enter row, q end" : " PgUp back, q end"
    row.add(keys + (opensPicker ? ", Tab picks" : ""), style: LineColours.hint)
    return row.cells
  }
}
