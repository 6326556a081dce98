/// The search through the history: every entry once, best first, then newest first.
struct HistorySearch {
  private struct Entry {
    let text: String
    let letters: [Unicode.Scalar]
  }

  /// Newest first.
  private let entries: [Entry]
  private var query: QueryField
  private var found: [(entry: Int, match: SearchMatch)] = []
  private var list = ChoiceList()

  /// The most rows of the list, and of the preview.
  private static let listRows = 10
  private static let previewRows = 8
  /// The most of an entry that is laid out for a row, in clusters.
  private static let rowLength = 1000

  /// Looks for a text in entries that come oldest first.
  init(entries: [String], query: String = "") {
    var seen: Set<String> = []
    self.entries = entries.reversed().filter { seen.insert($0).inserted }
      .map { Entry(text: $0, letters: SearchTerms.folded($0)) }
    self.query = QueryField(query)
    search()
  }

  /// What was found, best first.
  var matches: [String] { found.map { entries[$0.entry].text } }

  /// The entry that would be taken.
  var choice: String? { list.choice.map { entries[found[$0].entry].text } }

  private mutating func search() {
    let terms = SearchTerms(query.text)
    found = entries.indices.compactMap { index in
      terms.match(entries[index].letters).map { (index, $0) }
    }
    found.sort { ($0.match.score, $0.entry) < ($1.match.score, $1.entry) }
    list.reset(count: found.count)
  }

  /// Does what a key asks for.
  mutating func handle(_ key: ModalKey) -> ModalStep {
    switch key {
    case .cancel: return .leaves
    case .enter, .tab: return choice.map(ModalStep.takes) ?? .refused
    default: break
    }
    if let moved = list.move(key) { return moved ? .stays : .refused }
    guard query.edit(key) else { return .refused }
    search()
    return .stays
  }

  /// The text looked for, what was found, and the whole of a longer entry.
  mutating func overlay(in area: ModalArea) -> Overlay {
    let place = list.choice.map { "\($0 + 1) of \(found.count)" } ?? "nothing found"
    let (field, column) = query.row(
      "history: ", saying: [place, "Enter takes", "Esc leaves", "^R older", "^S newer"], in: area)
    let preview = preview(in: area)
    let room = area.rows - 1 - preview.count
    var rows = [field.cells]
    for index in list.window(rows: min(Self.listRows, max(0, room))) {
      rows.append(row(of: index, in: area).cells)
    }
    rows += preview
    return Overlay(rows: rows, cursor: LineFrame.Position(row: 0, column: column))
  }

  private func row(of index: Int, in area: ModalArea) -> OverlayRow {
    let (entry, match) = found[index]
    let isChosen = index == list.choice
    var row = OverlayRow(area)
    row.add(isChosen ? "> " : "  ", style: isChosen ? "1" : "")
    // What was found is to be seen, however far behind it stands.
    let first = match.places.map(\.lowerBound).min() ?? 0
    let start = first + 8 > row.room ? max(0, first - row.room / 3) : 0
    if start > 0 { row.add(area.signs.ellipsis, style: LineColours.hint) }
    var offset = 0
    for cluster in entries[entry].text.prefix(start + Self.rowLength) {
      defer { offset += cluster.unicodeScalars.count }
      guard offset >= start else { continue }
      let style = LineColours.style(isFound: match.holds(offset), isChosen: isChosen)
      // A line end within an entry is one sign, not its code.
      row.add(
        cluster == "\n"
          ? LineCell.cells(of: area.signs.lineEnd, style: LineColours.hint)
          : LineCell.cells(of: cluster, style: style))
    }
    return row
  }

  /// The chosen entry in full where its row does not show it so.
  private func preview(in area: ModalArea) -> [[LineCell]] {
    let limit = min(Self.previewRows, (area.rows - 1) / 2)
    guard let choice, limit > 0 else { return [] }
    let bar = LineCell.cells(of: area.signs.bar, style: area.usesStyles ? LineColours.hint : "")
    guard area.columns > bar.count + 4 else { return [] }
    let width = area.columns - 1 - bar.count
    let text = String(choice.prefix(width * (limit + 1)))
    let lines = LineFrame(columns: width, prompt: [], text: text, cursor: 0).rows
    guard lines.count > 1 else { return [] }
    var rows = lines.prefix(limit).map { bar + $0.cells }
    if lines.count > limit {
      let words = "\(area.signs.ellipsis) (\(lines.count - limit + 1) rows more)"
      let more = LineCell.cells(of: words, style: "")
      var last = OverlayRow(area)
      last.add(bar + more)
      rows[limit - 1] = last.cells
    }
    return rows
  }
}
