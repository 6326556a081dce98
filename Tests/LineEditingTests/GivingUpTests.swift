import CommandLanguage
import Synchronization
import Testing

@testable import LineEditing

/// What takes long can be given up, and no `^C` is lost on the way from a line to what runs it.
@Suite(.serialized) struct GivingUpTests {
  private static let interrupt = "\u{3}"

  @Test func `what may stand somewhere ends with ^C, and gives way to keys`() async throws {
    let harness = try TerminalHarness(assistant: Brooder())
    let first = try await harness.begin()
    try await harness.type("go ?")
    try await harness.waits(for: "p> go")
    try await harness.type("x")
    try await harness.waits(for: "p> go x")
    try await harness.type(Self.interrupt)
    #expect(await first.value == .interrupted)
    let second = try await harness.begin()
    try await harness.type("go ?")
    try await harness.waits(for: "p> go")
    try await harness.type(Self.interrupt)
    #expect(await second.value == .interrupted)
  }

  @Test func `a picker ends with ^C while it looks, and the line stays`() async throws {
    let harness = try TerminalHarness(assistant: Brooder())
    let input = try await harness.begin()
    try await harness.type("p\t\t")
    try await harness.waits { $0.lines.contains { $0.hasPrefix("pick: p") } }
    try await harness.type("z")
    try await harness.waits { _ in Brooder.asked.withLock { $0.contains("pz") } }
    try await harness.type(Self.interrupt)
    try await harness.waits { $0.lines == ["p> p"] }
    try await harness.type("\r")
    #expect(await input.value == .line("p"))
  }

  @Test func `a picker gives way to letters, and chooses from all of it`() async throws {
    let harness = try TerminalHarness(assistant: Brooder())
    let input = try await harness.begin()
    try await harness.type("p\t\t")
    try await harness.waits { $0.lines.contains { $0.hasPrefix("pick: p") } }
    try await harness.type("z")
    try await harness.waits { _ in Brooder.asked.withLock { $0.contains("pz") } }
    try await harness.type("\u{7F}")
    try await harness.waits { $0.lines.contains { $0.hasPrefix("pick: p ") } }
    try await harness.type("\r")
    try await harness.waits { $0.lines == ["p> p1"] }
    try await harness.type("\r")
    #expect(await input.value == .line("p1 "))
  }

  @Test func `a search that gave way is finished before something is chosen`() {
    let answers = Mutex(0)
    var picker = CandidatePicker(query: "", takesList: false) { word, yieldsToKeys in
      if !word.isEmpty, yieldsToKeys { return nil }
      answers.withLock { $0 += 1 }
      return LineCompletion(
        replacing: Span(0, 0),
        candidates: word.isEmpty
          ? [] : [Candidate(insertion: "\(word)1", label: "\(word)1", detail: "")])
    }
    expect(picker.handle(.letter("a")), .stays)
    expect(picker.handle(.letter("b")), .stays)
    #expect(picker.matches.isEmpty)
    expect(picker.handle(.enter), .takes("ab1 "))
    #expect(answers.withLock { $0 } == 2)
  }

  @Test func `an interrupt typed behind Enter, while it still is a key, stops the line`()
    async throws
  {
    let gate = Gate()
    let harness = try TerminalHarness(assistant: gate)
    let input = try await harness.begin()
    try await harness.type("import\r")
    await gate.waitUntilAsked()
    try await harness.type(Self.interrupt)
    await harness.waitUntilTyped()
    gate.open()
    #expect(await input.value == .interrupted)
    try await harness.waits(for: "p> import^C")
    let next = try await harness.begin()
    try await harness.type("\r")
    #expect(await next.value == .line(""), "and not the next one")
  }

  @Test func `that a line was entered is told before its modes go`() async throws {
    let told = Mutex(0)
    var options = LineEditorOptions(readsEditrc: false)
    options.accepted = { told.withLock { $0 += 1 } }
    let harness = try TerminalHarness(options: options)
    let first = try await harness.begin()
    try await harness.type("one\r")
    #expect(await first.value == .line("one"))
    #expect(told.withLock { $0 } == 1)
    let editor = harness.editor
    let answer = Task { await editor.readAnswer(prompt: "sure? ") }
    try await harness.waits(for: "sure?")
    try await harness.type("yes\r")
    #expect(await answer.value == "yes")
    #expect(told.withLock { $0 } == 1, "an answer runs nothing")
  }

  @Test func `what was typed before a question asked past the editor is no line`() async throws {
    let harness = try TerminalHarness()
    let first = try await harness.begin()
    try await harness.type("login\rimport --yes\r")
    #expect(await first.value == .line("login"))
    harness.editor.forgetTypedAhead()
    let second = try await harness.begin()
    try await harness.type("status\r")
    #expect(await second.value == .line("status"))
  }
}

/// Knows `p1` and `p2` at once, and takes a minute over what begins with `pz` and over all that may stand
/// somewhere, unless told to stop.
private struct Brooder: LineAssistant {
  /// The words that it was asked for.
  static let asked = Mutex<Set<String>>([])

  func completion(
    of line: String, at cursor: Int, isCancelled: () -> Bool
  ) -> LineCompletion {
    let word = line.split(separator: " ", omittingEmptySubsequences: false).last.map(String.init)
    if word?.hasPrefix("pz") == true {
      Self.asked.withLock { _ = $0.insert("pz") }
      brood(isCancelled)
      Self.asked.withLock { _ = $0.remove("pz") }
    }
    let start = cursor - (word ?? "").unicodeScalars.count
    return LineCompletion(
      replacing: Span(start, cursor),
      candidates: ["p1", "p2"].map { Candidate(insertion: $0, label: $0, detail: "") })
  }

  func possibilities(
    of line: String, at cursor: Int, isCancelled: () -> Bool
  ) -> [Candidate] {
    if line.hasPrefix("go ") { brood(isCancelled) }
    return []
  }

  private func brood(_ isCancelled: () -> Bool) {
    let end = ContinuousClock.now + .seconds(60)
    while !isCancelled(), ContinuousClock.now < end {}
  }

  func needsMore(_ text: String) -> Bool { false }
}

/// Is asked whether a line goes on, and answers once it is told to.
private final class Gate: LineAssistant {
  private let state = Mutex((isAsked: false, isOpen: false))

  func waitUntilAsked() async {
    while !state.withLock({ $0.isAsked }) { await Task.yield() }
  }

  func open() { state.withLock { $0.isOpen = true } }

  func needsMore(_ text: String) -> Bool {
    state.withLock { $0.isAsked = true }
    while !state.withLock({ $0.isOpen }) {}
    return false
  }

  func completion(
    of line: String, at cursor: Int, isCancelled: () -> Bool
  ) -> LineCompletion {
    LineCompletion(replacing: Span(cursor, cursor), candidates: [])
  }
}
