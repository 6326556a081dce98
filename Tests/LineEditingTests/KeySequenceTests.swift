import Glibc
import Testing

@testable import LineEditing

/// Keys at random: the line is what a model of the edit says, and so is every cell of the screen.
///
/// `CRMSH_KEY_SEQUENCES` says how many sequences (200 otherwise), `CRMSH_KEY_SEED` the first seed:
/// `scripts/bench keys --sequences` sets them.
extension LineEditorTests {
  static func number(_ name: String, _ usual: UInt64) -> UInt64 {
    getenv(name).flatMap { UInt64(String(cString: $0)) } ?? usual
  }

  /// Tells how many there were, where somebody asked for a number of them.
  static func tell(_ count: UInt64, _ of: String) {
    if getenv("CRMSH_KEY_SEQUENCES") != nil { print("key sequences: \(count) \(of)") }
  }

  @Test(arguments: [true, false])
  func `random keys give the line and the screen of the model`(joinsPictures: Bool) async throws {
    let entry = "select users where city = 日本 and ok"
    let harness = try TerminalHarness(
      columns: 30, rows: 24, shouldRecord: { $0 == entry },
      assistant: WordAssistant(words: ["select", "日本"]))
    harness.joinPictures(joinsPictures)
    let before = harness.modes
    let opening = try await harness.begin()
    try await harness.type(entry + "\r")
    #expect(await opening.value == .line(entry))
    var cuts: [String] = []
    let first = Self.number("CRMSH_KEY_SEED", 1)
    let count = (Self.number("CRMSH_KEY_SEQUENCES", 200) + 1) / 2
    for seed in first..<(first + count) {
      var random = SplitMix(state: seed &* 2 &+ (joinsPictures ? 1 : 0))
      var model = LineModel(history: entry, cuts: cuts)
      let input = try await harness.begin()
      var keys: [LineModel.Step] = []
      for _ in 0..<(1 + random.next() % 30) {
        let step = LineModel.Step.allCases[
          Int(random.next() % UInt64(LineModel.Step.allCases.count))]
        keys.append(step)
        try await harness.type(step.keys)
        model.perform(step)
        if random.next() % 4 == 0 { try await harness.shows(model, "seed \(seed): \(keys)") }
      }
      try await harness.shows(model, "seed \(seed): \(keys)")
      try await harness.type("\r")
      let line = await input.value
      try #require(line == .line(model.text), "seed \(seed): \(keys)")
      cuts = model.cuts
    }
    await harness.editor.close()
    #expect(harness.modes == before)
    harness.look()
    #expect(harness.screen.modes == ["?7"])
    Self.tell(count, joinsPictures ? "of the line, pictures joined" : "of the line")
  }
}

extension TerminalHarness {
  /// Waits until the screen shows the model behind `p> `, the cursor at its place.
  func shows(_ model: LineModel, _ comment: Comment) async throws {
    let picture = model.picture(columns: screen.columns)
    let deadline = ContinuousClock.now + .seconds(20)
    while ContinuousClock.now < deadline {
      look()
      let top = screen.row - picture.row
      if top >= 0, screen.column == picture.column,
        screen.cells[top...].map(Self.picture) == wanted(picture.rows, from: top)
      {
        return
      }
      await waitForOutput()
    }
    let wanted = picture.rows.joined(separator: "|\n")
    Issue.record(
      "\(comment)\nwanted (\(picture.row), \(picture.column)):\n\(wanted)|\nshown (\(screen.row), \(screen.column)):\n\(screen.lines.joined(separator: "|\n"))"
    )
    throw Unavailable()
  }

  /// The rows of a screen from one on, those behind the line empty. An empty row at the end of a line
  /// need not be there yet, where the cursor has not been in it.
  private func wanted(_ rows: [String], from top: Int) -> [String] {
    let blank = String(repeating: " ", count: screen.columns)
    var wanted = rows.map { Self.picture($0.map(String.init)) }
    while wanted.count > screen.rows - top, wanted.last == blank { wanted.removeLast() }
    return wanted + Array(repeating: blank, count: max(0, screen.rows - top - wanted.count))
  }

  /// A row with every picture as a face: what an older terminal shows of tied pictures is one of them.
  private static func picture(_ cells: [String]) -> String {
    cells.map { cell in
      let isPicture = cell.unicodeScalars.first.map { (0x1F3FB...0x1F64F).contains($0.value) }
      return isPicture == true ? "🙂" : cell
    }.joined()
  }
}
