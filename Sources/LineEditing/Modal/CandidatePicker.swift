import CommandLanguage
import Reporting

/// Chooses one candidate of a place of the line, or several where a list may stand there.
struct CandidatePicker {
  /// Gives what the language offers for a word at the place, nothing typed all it shows; nil where that was
  /// given up, which a key that waits does only where `yieldsToKeys`.
  let offers: (_ word: String, _ yieldsToKeys: Bool) -> LineCompletion?
  /// Whether several may be taken, with commas between them.
  let takesList: Bool

  private let all: LineCompletion
  /// Whether what the language knows is missing, since a key came before it was found.
  private var isUnfinished = false
  /// How many the language knows of for what was typed; nil where all of them are here.
  private var total: Int?
  private var query: QueryField
  private var found: [(candidate: Candidate, match: SearchMatch)] = []
  private var list = ChoiceList()
  /// The insertions that are marked, in the order they were.
  private var marked: [String] = []

  /// The most rows of the list.
  private static let listRows = 12
  /// What is found by its description alone, and what the language alone found.
  private static let described = 1000
  private static let offered = 2000

  /// What stands in addresses, names and paths and ends no word.
  private static let plainSigns: Set<Unicode.Scalar> = ["_", "-", ".", "@", "+", "/", ":", "~"]

  /// Begins with the word that stands there; `choices` gives all there is, where that is more than is
  /// offered for nothing typed.
  init(
    query: String, takesList: Bool, choices: (() -> LineCompletion?)? = nil,
    offers: @escaping (_ word: String, _ yieldsToKeys: Bool) -> LineCompletion?
  ) {
    self.offers = offers
    self.takesList = takesList
    self.query = QueryField(query)
    // All that is chosen from later: a key can't do without it.
    let known = if let choices { choices() } else { offers("", false) }
    all = known ?? LineCompletion(replacing: Span(0, 0), candidates: [])
    search(yieldsToKeys: true)
  }

  /// What was found, best first.
  var matches: [Candidate] { found.map(\.candidate) }

  private mutating func search(yieldsToKeys: Bool) {
    let terms = SearchTerms(query.text)
    var seen: Set<String> = []
    // There may be more people than are offered at once: the language is asked for those it knows.
    let given = query.text.isEmpty ? all : offers(Self.word(query.text), yieldsToKeys)
    isUnfinished = given == nil
    let asked = given ?? LineCompletion(replacing: all.replacing, candidates: [])
    total = asked.total > asked.candidates.count ? asked.total : nil
    let candidates = all.candidates + (query.text.isEmpty ? [] : asked.candidates)
    let isKnown = all.candidates.count
    found = candidates.enumerated().compactMap { place, candidate in
      // Two of one name are told apart by their descriptions; quoted otherwise, one is still one.
      let name = candidate.label + "\n" + candidate.detail
      guard !candidate.insertion.isEmpty, seen.insert(name).inserted else { return nil }
      guard let match = Self.match(terms, candidate) else {
        return place < isKnown ? nil : (candidate, SearchMatch(score: Self.offered))
      }
      return (candidate, match)
    }
    let order = found.indices.sorted { left, right in
      let isLeftRefused = found[left].candidate.refusal != nil
      guard isLeftRefused == (found[right].candidate.refusal != nil) else { return !isLeftRefused }
      return (found[left].match.score, left) < (found[right].match.score, right)
    }
    found = order.map { found[$0] }
    list.reset(count: found.count)
  }

  private static func match(_ terms: SearchTerms, _ candidate: Candidate) -> SearchMatch? {
    if let match = terms.match(SearchTerms.folded(candidate.label)) { return match }
    let text = candidate.label + " " + candidate.explanation
    guard let match = terms.match(SearchTerms.folded(text), wordsOnly: true) else { return nil }
    return SearchMatch(score: match.score + described, places: match.places)
  }

  /// The text as one word of the language, quoted unless nothing in it could mean anything else: what
  /// stands behind a sign would be completed as a word of its own.
  private static func word(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || $0.properties.numericType != nil || plainSigns.contains($0)
    }
    guard !isPlain || text.last == "~" else { return text }
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "\"" + escaped.replacing("$", with: "\\$")
  }

  /// Does what a key asks for.
  mutating func handle(_ key: ModalKey) -> ModalStep {
    if key == .cancel { return .leaves }
    // What is chosen, or moved through, is all of it.
    let marks = takesList && (key == .blank || key == .mark)
    if isUnfinished, marks || !query.isEdited(by: key) { search(yieldsToKeys: false) }
    switch key {
    case .enter, .tab: return taken.map(ModalStep.takes) ?? .refused
    case .mark where takesList, .blank where takesList: return mark() ? .stays : .refused
    default: break
    }
    if let moved = list.move(key) { return moved ? .stays : .refused }
    guard query.edit(key) else { return .refused }
    search(yieldsToKeys: true)
    return .stays
  }

  /// What goes into the line: what is marked, else what is chosen.
  private var taken: String? {
    if !marked.isEmpty { return marked.joined(separator: ", ") + " " }
    guard let choice = list.choice else { return nil }
    let candidate = found[choice].candidate
    return candidate.insertion + (candidate.completesWord ? " " : "")
  }

  /// Marks or unmarks what is chosen and goes on to the next.
  private mutating func mark() -> Bool {
    guard takesList, let choice = list.choice, found[choice].candidate.completesWord else {
      return false
    }
    let insertion = found[choice].candidate.insertion
    if let place = marked.firstIndex(of: insertion) {
      marked.remove(at: place)
    } else {
      marked.append(insertion)
    }
    _ = list.move(.down)
    return true
  }

  /// The text looked for, and what fits it.
  mutating func overlay(in area: ModalArea) -> Overlay {
    var words = list.choice.map { "\($0 + 1) of \(found.count)" } ?? "nothing found"
    if let total, total > found.count {
      words += " (\(total) in all)"
    } else if !query.text.isEmpty, all.total > all.candidates.count {
      // The others were looked for by name and address, not by what is said of them.
      words += " (in \(all.candidates.count) of \(all.total))"
    }
    if !marked.isEmpty { words += ", \(marked.count) marked" }
    let keys = ["Enter takes", "Esc leaves"] + (takesList ? ["Space marks several"] : [])
    let (field, column) = query.row("pick: ", saying: [words] + keys, in: area)
    var rows = [field.cells]
    let window = list.window(rows: min(Self.listRows, area.rows - 1))
    let width = labelWidth(of: window, in: area)
    for index in window { rows.append(row(of: index, labelWidth: width, in: area).cells) }
    return Overlay(rows: rows, cursor: LineFrame.Position(row: 0, column: column))
  }

  /// What the labels may use: as much as they need where the descriptions leave it, else half.
  private func labelWidth(of window: Range<Int>, in area: ModalArea) -> Int {
    func widest(_ text: (Candidate) -> String) -> Int {
      window.map {
        OverlayRow.columns(of: LineCell.cells(of: text(found[$0].candidate), style: ""))
      }.max() ?? 0
    }
    let left = area.columns - 1 - 2 - 2 - widest(\.explanation)
    return min(widest(\.label), max(area.columns / 2, area.columns - 44, left))
  }

  private func row(of index: Int, labelWidth: Int, in area: ModalArea) -> OverlayRow {
    let (candidate, match) = found[index]
    let isChosen = index == list.choice
    var row = OverlayRow(area)
    row.add(isChosen ? ">" : " ", style: isChosen ? "1" : "")
    row.add(marked.contains(candidate.insertion) ? "*" : " ", style: "1")
    let isRefused = candidate.refusal != nil
    var label = OverlayRow(
      ModalArea(
        columns: labelWidth + 1, rows: 1, usesStyles: area.usesStyles, signs: area.signs))
    var offset = 0
    for cluster in candidate.label {
      let style = LineColours.style(
        isFound: match.holds(offset), isChosen: isChosen, isRefused: isRefused)
      label.add(LineCell.cells(of: cluster, style: style))
      offset += cluster.unicodeScalars.count
    }
    row.add(label.cells)
    guard !candidate.explanation.isEmpty else { return row }
    row.pad(to: 2 + labelWidth + 2)
    row.add(area.signs.fitting(candidate.explanation), style: LineColours.hint)
    return row
  }
}

extension Candidate {
  /// What is said beside the label: the description, and why it would be refused.
  var explanation: String {
    guard let refusal, !detail.contains(refusal) else { return detail }
    return detail.isEmpty ? refusal : "\(detail), \(refusal)"
  }
}
