/// What the keys do to a line, in the plainest way: characters, and a place between them.
struct LineModel {
  /// What a person does.
  enum Step: String, CaseIterable {
    case a, b, blank, comma, accent, wide, family, thumb, flagHalf, noBreak, hebrew, line, word
    case sel, paste, left, right, start, end, back, delete, tokenBack, tokenOn
    case cutTokenBack, cutTokenOn, cutToStart, cutToEnd, yank, yankOlder, undo, redo

    /// The bytes of the keyboard.
    var keys: String {
      switch self {
      case .left: "\u{1B}[D"
      case .right: "\u{1B}[C"
      case .start: "\u{1B}[H"
      case .end: "\u{1B}[F"
      case .back: "\u{7F}"
      case .delete: "\u{1B}[3~"
      case .tokenBack: "\u{1B}b"
      case .tokenOn: "\u{1B}[1;5C"
      case .cutTokenBack: "\u{17}"
      case .cutTokenOn: "\u{1B}d"
      case .cutToStart: "\u{15}"
      case .cutToEnd: "\u{B}"
      case .yank: "\u{19}"
      case .yankOlder: "\u{1B}y"
      case .undo: "\u{1F}"
      case .redo: "\u{1B}_"
      case .line: "\u{1B}\r"
      case .paste: "\u{1B}[200~\(typed)\u{1B}[201~"
      default: typed
      }
    }

    /// What comes into the line; empty for a key that types nothing.
    var typed: String {
      switch self {
      case .a, .b, .sel: rawValue
      case .blank: " "
      case .comma: ","
      case .accent: "\u{301}"
      case .wide: "日"
      case .family: "👨\u{200D}👩"
      case .thumb: "👍\u{1F3FD}"
      case .flagHalf: "\u{1F1E9}"
      case .noBreak: "\u{A0}"
      case .hebrew: "ש"
      case .line: "\n"
      case .word: "select users"
      case .paste: "x 日本,\ny"
      default: ""
      }
    }
  }

  private struct State: Equatable {
    var scalars: [Unicode.Scalar] = []
    var cursor = 0
  }

  /// The one entry that is suggested.
  let history: String
  /// What was cut, oldest first.
  private(set) var cuts: [String]
  private var state = State()
  private var past: [State] = []
  private var future: [State] = []
  private var yanked = 0..<0
  private var isTyping = false
  /// Whether this step cut something, and the one before.
  private var hasCut = false
  private var joinsCut = false
  /// Whether this step put a cut back, and the one before.
  private var hasYanked = false
  private var canRotate = false

  init(history: String, cuts: [String]) {
    self.history = history
    self.cuts = cuts
  }

  /// The line.
  var text: String { String(String.UnicodeScalarView(state.scalars)) }

  /// What is shown behind it.
  var suggestion: String {
    guard !text.isEmpty, state.cursor == state.scalars.count,
      history.unicodeScalars.starts(with: state.scalars)
    else { return "" }
    return String(String.UnicodeScalarView(history.unicodeScalars.dropFirst(state.scalars.count)))
  }

  /// Does what the keys of a step do.
  mutating func perform(_ step: Step) {
    (joinsCut, hasCut) = (hasCut, false)
    (canRotate, hasYanked) = (hasYanked, false)
    if step == .undo || step == .redo {
      turn(step)
    } else if step == .paste {
      edit { $0.insert(step.typed) }
    } else if !step.typed.isEmpty {
      for scalar in step.typed.unicodeScalars {
        edit { $0.insert(String(scalar)) }
      }
    } else {
      edit { $0.moveOrCut(step) }
    }
  }

  private mutating func turn(_ step: Step) {
    let (from, to) = step == .undo ? (\LineModel.past, \LineModel.future) : (\.future, \.past)
    guard let other = self[keyPath: from].popLast() else { return }
    isTyping = false
    self[keyPath: to].append(state)
    state = other
  }

  private mutating func edit(_ change: (inout LineModel) -> Void) {
    let before = state
    change(&self)
    // A letter that joined the one before or behind it leaves the cursor behind both.
    let places = self.places
    if !places.contains(state.cursor) {
      let isBack = state.cursor < before.cursor
      state.cursor =
        (isBack ? places.last { $0 < state.cursor } : places.first { $0 > state.cursor }) ?? 0
    }
    guard state.scalars != before.scalars else {
      if state.cursor != before.cursor { isTyping = false }
      return
    }
    // A cut put in another one's place may be longer by one letter, too.
    var others = state.scalars
    if state.cursor > 0 { others.remove(at: state.cursor - 1) }
    let isLetter = state.cursor == before.cursor + 1 && others == before.scalars
    if !isLetter || !isTyping { past.append(before) }
    isTyping = isLetter && state.scalars[state.cursor - 1] != " "
    future = []
  }

  private mutating func insert(_ text: String) {
    state.scalars.insert(contentsOf: text.unicodeScalars, at: state.cursor)
    state.cursor += text.unicodeScalars.count
  }

  /// Where a cursor may stand.
  private var places: [Int] {
    text.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.unicodeScalars.count) }
  }

  private mutating func moveOrCut(_ step: Step) {
    let count = state.scalars.count
    switch step {
    case .left: state.cursor = places.last { $0 < state.cursor } ?? 0
    case .right where state.cursor == count, .end where state.cursor == count,
      .tokenOn where state.cursor == count:
      take(step)
    case .right: state.cursor = places.first { $0 > state.cursor } ?? count
    case .start: state.cursor = 0
    case .end: state.cursor = count
    case .back: remove(from: places.last { $0 < state.cursor } ?? 0, to: state.cursor)
    case .delete: remove(from: state.cursor, to: places.first { $0 > state.cursor } ?? count)
    case .tokenBack: state.cursor = tokenStart
    case .tokenOn: state.cursor = Self.tokenEnd(state.scalars, state.cursor)
    case .yank: yank()
    case .yankOlder where canRotate:
      remove(from: yanked.lowerBound, to: yanked.upperBound)
      if let cut = cuts.popLast() { cuts.insert(cut, at: 0) }
      yank()
    default: cut(step)
    }
  }

  private mutating func take(_ step: Step) {
    let rest = Array(suggestion.unicodeScalars)
    let end = step == .tokenOn ? Self.tokenEnd(rest, 0) : rest.count
    insert(String(String.UnicodeScalarView(rest[..<end])))
  }

  private mutating func yank() {
    guard let cut = cuts.last else { return }
    let start = state.cursor
    insert(cut)
    yanked = start..<state.cursor
    hasYanked = true
  }

  private mutating func remove(from start: Int, to end: Int) {
    state.scalars.removeSubrange(start..<end)
    state.cursor = start
  }

  private mutating func cut(_ step: Step) {
    let (scalars, cursor) = (state.scalars, state.cursor)
    var (start, end) = (cursor, cursor)
    switch step {
    case .cutTokenBack: start = tokenStart
    case .cutTokenOn: end = Self.tokenEnd(scalars, cursor)
    case .cutToStart:
      start = (scalars[..<cursor].lastIndex(of: "\n") ?? -1) + 1
      if start == cursor { start = max(0, cursor - 1) }
    case .cutToEnd:
      end = scalars[cursor...].firstIndex(of: "\n") ?? scalars.count
      if end == cursor { end = min(scalars.count, cursor + 1) }
    default: return
    }
    let text = String(String.UnicodeScalarView(scalars[start..<end]))
    remove(from: start, to: end)
    guard !text.isEmpty else { return }
    let joins = joinsCut && !cuts.isEmpty
    let before = joins ? cuts.removeLast() : ""
    cuts.append(start < cursor ? text + before : before + text)
    hasCut = true
  }

  private var tokenStart: Int {
    let reversed = Array(state.scalars[..<state.cursor].reversed())
    return state.cursor - Self.tokenEnd(reversed, 0)
  }

  private static func tokenEnd(_ scalars: [Unicode.Scalar], _ start: Int) -> Int {
    func kind(_ scalar: Unicode.Scalar) -> Int {
      if [" ", "\n"].contains(scalar) { return 0 }
      return [",", "=", "(", ")"].contains(scalar) ? 1 : 2
    }
    let word = scalars[start...].drop { kind($0) == 0 }
    guard let first = word.first else { return scalars.count }
    return word.prefix { kind($0) == kind(first) }.endIndex
  }
}

extension LineModel {
  /// The rows behind `p> `, blanks included, and the cursor's place.
  func picture(columns: Int) -> (rows: [String], row: Int, column: Int) {
    var rows: [[String]] = [[]]
    var place = (0, 0)
    func put(_ piece: Piece) {
      let used = rows[rows.count - 1].count
      if used + piece.width + piece.overhang > columns, used > 0 { rows.append([]) }
      rows[rows.count - 1] += [piece.text] + Array(repeating: "", count: piece.width - 1)
    }
    func show(_ text: String, cursor: Int?) {
      var offset = 0
      for cluster in text {
        let spelled = Self.spelled(cluster)
        if let first = spelled.first, offset == cursor {
          let used = rows[rows.count - 1].count
          let isFull = used + first.width + first.overhang > columns && used > 0
          place = isFull ? (rows.count, 0) : (rows.count - 1, rows[rows.count - 1].count)
        } else if offset == cursor {
          place = (rows.count - 1, rows[rows.count - 1].count)
        }
        for piece in spelled { put(piece) }
        if spelled.isEmpty { rows.append([]) }
        if rows[rows.count - 1].count == columns { rows.append([]) }
        offset += cluster.unicodeScalars.count
      }
      if offset == cursor { place = (rows.count - 1, rows[rows.count - 1].count) }
    }
    show("p> ", cursor: nil)
    show(text, cursor: state.cursor)
    for piece in suggestion.flatMap(Self.spelled) {
      guard rows[rows.count - 1].count + piece.width < columns else { break }
      put(piece)
    }
    let padded = rows.map {
      $0.joined() + String(repeating: " ", count: columns - $0.count)
    }
    return (padded, place.0, place.1)
  }

  private struct Piece {
    var text: String
    var width = 1
    /// Columns a terminal may use beyond that does not join pictures.
    var overhang = 0
  }

  /// What is seen of a cluster of those that steps type; nothing for a line end.
  private static func spelled(_ cluster: Character) -> [Piece] {
    let scalars = cluster.unicodeScalars
    let pictures = scalars.count { (0x1F3FB...0x1F64F).contains($0.value) }
    let flags = scalars.count { $0 == "\u{1F1E9}" }
    switch scalars.first {
    case "\n": return []
    case "\u{A0}":
      let rest = String(String.UnicodeScalarView(scalars.dropFirst()))
      var pieces = "<U+00A0>".map { Piece(text: String($0)) }
      pieces[pieces.count - 1].text += rest
      return pieces
    case "\u{301}": return [Piece(text: "◌" + String(cluster))]
    case "\u{1F1E9}": return [Piece(text: String(cluster), width: flags)]
    case "日", "本": return [Piece(text: String(cluster), width: 2)]
    default:
      guard pictures > 0 else { return [Piece(text: String(cluster))] }
      return [Piece(text: String(cluster), width: 2, overhang: pictures * 2 + flags - 2)]
    }
  }
}
