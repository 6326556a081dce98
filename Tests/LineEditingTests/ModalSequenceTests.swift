import CommandLanguage
import Testing

@testable import LineEditing

/// Keys at random in what is asked below the line: it is then as it was, or holds what was taken.
extension LineEditorTests {
  @Test func `random keys below the line change nothing but by what they take`() async throws {
    let assistant = WordAssistant(words: (10..<40).map { "word\($0)" }, detail: "a word")
    var entries = ["select users", "list plan", "role Sales for all", "sort words"]
    let all = Set(entries)
    let harness = try TerminalHarness(
      columns: 40, rows: 10, shouldRecord: { all.contains($0) }, assistant: assistant)
    let before = harness.modes
    for entry in entries {
      let input = try await harness.begin()
      try await harness.type(entry + "\r")
      #expect(await input.value == .line(entry))
    }
    let first = Self.number("CRMSH_KEY_SEED", 1)
    let count = (Self.number("CRMSH_KEY_SEQUENCES", 200) + 3) / 4
    for seed in first..<(first + count) {
      var trial = Below(harness, assistant, entries, seed)
      let input = try await harness.begin(decoration: LineDecoration(hints: false))
      let line = try await trial.run()
      let comment: Comment = "seed \(seed): \(trial.typed)"
      let shown = ("p> " + line).trimmed
      // Not within a frame, in which what stood below may be gone already.
      try await harness.waits { $0.lines.last == shown && !$0.modes.contains("?2026") }
      let lines = harness.screen.marks.count { $0 == "C" }
      try await harness.type("\r")
      do {
        try await harness.waits { $0.marks.count { $0 == "C" } > lines }
      } catch {
        Issue.record(comment)
        throw error
      }
      let value = await input.value
      try #require(value == .line(line), comment)
      if let place = entries.firstIndex(of: line) { entries.append(entries.remove(at: place)) }
    }
    await harness.editor.close()
    #expect(harness.modes == before)
    Self.tell(count, "below the line")
  }
}

/// One line, and something asked below it.
private struct Below {
  private static let keys: [(String, Unicode.Scalar)] = [
    ("w", "w"), ("o", "o"), ("1", "1"), ("s", "s"), ("l", "l"), (" ", " "),
    ("\u{1B}[A", Key.up.scalar), ("\u{1B}[B", Key.down.scalar), ("\u{1B}[H", Key.home.scalar),
    ("\u{1B}[F", Key.end.scalar), ("\u{7F}", "\u{7F}"), ("\u{17}", "\u{17}"), ("\u{15}", "\u{15}"),
    ("\u{12}", "\u{12}"), ("\u{13}", "\u{13}"),
  ]

  private let harness: TerminalHarness
  private let assistant: WordAssistant
  private let entries: [String]
  private var random: SplitMix
  /// All keys so far.
  private(set) var typed: [String] = []

  init(
    _ harness: TerminalHarness, _ assistant: WordAssistant, _ entries: [String], _ seed: UInt64
  ) {
    self.harness = harness
    self.assistant = assistant
    self.entries = entries
    random = SplitMix(state: seed)
  }

  private mutating func pick<Item>(_ items: [Item]) -> Item {
    items[Int(random.next() % UInt64(items.count))]
  }

  private mutating func type(_ keys: String) async throws {
    typed.append(keys)
    try await harness.type(keys)
  }

  /// Types it; what is then in the line.
  mutating func run() async throws -> String {
    let head = pick(["", "do ", "a, b "])
    if !head.isEmpty { try await type(head) }
    switch random.next() % 3 {
    case 0: return try await search(head)
    case 1: return try await picking(head)
    default: return try await possibilities(head)
    }
  }

  private mutating func search(_ head: String) async throws -> String {
    let query = head.trimmed
    var search = ModalState.search(HistorySearch(entries: entries, query: query))
    try await harness.waits { [query] in $0.lines.last == ("p> " + query).trimmed }
    try await type("\u{12}")
    // Else an Escape may be typed, and the line be what it will be after it, before any of it was read;
    // and the Enter that follows would belong to the Escape.
    try await harness.waits { [query] in $0.lines.last != ("p> " + query).trimmed }
    return try await taken(from: &search) ?? head
  }

  private mutating func picking(_ head: String) async throws -> String {
    // What all words share, then the list, then the picker.
    try await type("\t")
    let line = Array((head + "word").unicodeScalars)
    try await harness.waits { $0.lines.last == "p> " + head + "word" }
    try await type("\t")
    try await harness.waits { $0.lines.contains("word10  a word") }
    try await type("\t")
    let text = String(String.UnicodeScalarView(line))
    let place = PickedPlace(
      assistant.completion(of: text, at: line.count), line: line, cursor: line.count)
    let takesList = place.takesList(asking: assistant) { false }
    var picker = ModalState.picker(
      CandidatePicker(query: place.word, takesList: takesList) { [assistant] word, _ in
        place.completion(of: word, asking: assistant)
      })
    return try await taken(from: &picker).map { head + place.fitting($0) } ?? text
  }

  /// Keys of a search or a picker; what it puts into the line in the end, nil for nothing.
  private mutating func taken(from state: inout ModalState) async throws -> String? {
    for _ in 0..<(random.next() % 12) {
      let (keys, scalar) = pick(Self.keys)
      try await type(keys)
      _ = state.handle(ModalKey(scalar))
    }
    if random.next() % 3 > 0 {
      try await type("\r")
      if case .takes(let text) = state.handle(.enter) { return text }
    }
    try await type(pick(["\u{7}", "\u{1B}"]))
    return nil
  }

  private mutating func possibilities(_ head: String) async throws -> String {
    try await type("?")
    try await harness.waits { $0.lines.contains("word10  a word") }
    for _ in 0..<(random.next() % 6) { try await type(pick(["\u{1B}[6~", "\u{1B}[5~"])) }
    let (keys, text) = pick([
      ("q", ""), ("\u{7}", ""), ("\u{1B}", ""), ("x", "x"), ("\u{1B}[F", ""),
    ])
    try await type(keys)
    return head + text
  }
}

extension String {
  /// Without the blanks at its end.
  fileprivate var trimmed: String { String(reversed().drop { $0 == " " }.reversed()) }
}
