/// Values by what their text, which is in lower case, is read as. ASCII is read as nothing else: such
/// values stand in it only where another one is read as theirs.
struct SkeletonIndex<Value: Hashable> {
  private var values: [String: Set<Value>] = [:]

  init(_ all: [Value], by text: (Value) -> String) {
    for value in all where !LetterShapes.isASCII(text(value)) {
      values[LetterShapes.skeleton(text(value)), default: []].insert(value)
    }
    guard !values.isEmpty else { return }
    for value in all where LetterShapes.isASCII(text(value)) {
      values[text(value)]?.insert(value)
    }
  }

  /// Whether nothing in it can be taken for anything else.
  var isEmpty: Bool { values.isEmpty }

  /// By what they are read as, the values that are read alike; all there are, where one is not ASCII.
  func mapValues<Result>(_ transform: (Set<Value>) -> Result) -> [String: Result] {
    values.mapValues(transform)
  }
}
