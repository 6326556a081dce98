import CommandLanguage

/// The place of a line that a picker fills: what of it is replaced, and what stands around.
struct PickedPlace {
  /// What is replaced, in Unicode scalars.
  let range: Range<Int>
  /// What was typed of the word, without its quote.
  let word: String

  private let head: String
  private let tail: String

  /// The place of a completion.
  init(_ completion: LineCompletion, line: [Unicode.Scalar], cursor: Int) {
    let lower = min(max(0, completion.replacing.lower), cursor)
    var typed = line[lower..<cursor]
    var upper = cursor
    if let quote = typed.first, quote == "\"" || quote == "'" {
      typed = typed.dropFirst()
      // The quote that ends the word is written anew with it.
      if upper < line.count, line[upper] == quote { upper += 1 }
    }
    range = lower..<upper
    word = String(String.UnicodeScalarView(typed))
    head = String(String.UnicodeScalarView(line[..<lower]))
    tail = String(String.UnicodeScalarView(line[upper...]))
  }

  /// All that may be chosen here.
  func choices(asking assistant: any LineAssistant, isCancelled: () -> Bool) -> LineCompletion {
    let start = head.unicodeScalars.count
    return placed(assistant.choices(of: head + tail, at: start, isCancelled: isCancelled))
  }

  /// What an assistant offers for a word here.
  func completion(
    of word: String, asking assistant: any LineAssistant, isCancelled: () -> Bool
  ) -> LineCompletion {
    let cursor = head.unicodeScalars.count + word.unicodeScalars.count
    return placed(
      assistant.completion(of: head + word + tail, at: cursor, isCancelled: isCancelled))
  }

  /// What would be put elsewhere does not belong here.
  private func placed(_ completion: LineCompletion) -> LineCompletion {
    let start = head.unicodeScalars.count
    guard completion.replacing.lower == start else {
      return LineCompletion(replacing: completion.replacing, candidates: [])
    }
    return completion
  }

  /// Whether the language lets a comma follow a word here.
  func takesList(asking assistant: any LineAssistant, isCancelled: () -> Bool) -> Bool {
    let first = completion(of: "", asking: assistant, isCancelled: isCancelled).candidates
      .first { $0.completesWord }
    guard let first, !first.insertion.isEmpty else { return false }
    let probe = head + first.insertion + " "
    let end = probe.unicodeScalars.count
    return assistant.possibilities(of: probe, at: end, isCancelled: isCancelled)
      .contains { $0.label == "," }
  }

  /// An insertion without the blank at its end where one follows already.
  func fitting(_ insertion: String) -> String {
    insertion.last == " " && (tail.first == " " || tail.first == "\n" || tail.first == ",")
      ? String(insertion.dropLast()) : insertion
  }
}
