/// Values by what their text, which is in lower case, is read as. ASCII is read as nothing else: such
/// values stand in it only where another one is read as theirs.
struct SkeletonIndex<Value: Hashable> {
  private var values: [String: Set<Value>] = [:]
  private var shapes = TextShapes()

  init(_ all: [Value], by text: (Value) -> String) {
    for value in all {
      let text = text(value)
      if !LetterShapes.isASCII(text) { add(value, read: text) }
    }
    guard !values.isEmpty else { return }
    shapes = TextShapes(values.keys)
    for value in all {
      let text = text(value)
      if LetterShapes.isASCII(text), shapes.mayHold(text) { values[text]?.insert(value) }
    }
  }

  private mutating func add(_ value: Value, read text: String) {
    values[LetterShapes.skeleton(text), default: []].insert(value)
  }

  /// Whether nothing in it can be taken for anything else.
  var isEmpty: Bool { values.isEmpty }

  /// By what they are read as, the values that are read alike; all there are, where one is not ASCII.
  func mapValues<Result>(_ transform: (Set<Value>) -> Result) -> [String: Result] {
    values.mapValues(transform)
  }
}

extension SkeletonIndex<String> {
  /// Texts in whatever case, by their lower case.
  init(folding texts: [String]) {
    let folded = texts.lazy.filter { !LetterShapes.isASCII($0) }.map { lowercased($0) }
    self.init(Array(folded), by: \.self)
    guard !isEmpty else { return }
    for text in texts where LetterShapes.isASCII(text) && shapes.mayHold(text) {
      let text = lowercased(text)
      values[text]?.insert(text)
    }
  }

  /// How many texts are read as one is, which need not be in lower case.
  func count(readAs text: String) -> Int {
    if LetterShapes.isASCII(text), !shapes.mayHold(text) { return 0 }
    return values[LetterShapes.skeleton(lowercased(text))]?.count ?? 0
  }
}

/// The lengths and the ends that some texts have, those of ASCII: most others are told by them to be none
/// of these, without their hash.
private struct TextShapes {
  private var marks = Array(repeating: UInt64(0), count: 64)

  init() {}

  init(_ texts: some Sequence<String>) {
    for text in texts where LetterShapes.isASCII(text) {
      marks[Self.length(text)] |= Self.ends(text)
    }
  }

  /// Whether a text of ASCII may be one of them, case aside.
  func mayHold(_ text: String) -> Bool { marks[Self.length(text)] & Self.ends(text) != 0 }

  private static func length(_ text: String) -> Int { text.utf8.count % 64 }

  private static func ends(_ text: String) -> UInt64 {
    let (first, last) = (text.utf8.first ?? 0, text.utf8.last ?? 0)
    return 1 << ((UInt64(asciiLowercased(first)) * 29 + UInt64(asciiLowercased(last))) % 64)
  }
}
