extension PatternParser {
  /// The rest of a class whose `[` stands at `start`.
  mutating func characterClass(from start: Int) throws(PatternError) -> PatternSet {
    let isNegated = take("^")
    var items: [PatternSet.Item] = []
    while !take("]") {
      let offset = position
      guard let first = try classItem() else { throw PatternError(.unclosedClass, at: start) }
      items.append(try range(from: first, at: offset))
    }
    guard !items.isEmpty else { throw PatternError(.emptyClass, at: start) }
    return PatternSet(items, isNegated: isNegated)
  }

  /// `first`, or the range it begins; a hyphen at the end of a class is itself.
  private mutating func range(from first: PatternSet.Item, at offset: Int) throws(PatternError)
    -> PatternSet.Item
  {
    guard peek == "-", position + 1 < scalars.count, scalars[position + 1] != "]" else {
      return first
    }
    position += 1
    guard case .range(let low) = first, case .range(let high)? = try classItem(),
      low.lowerBound <= high.lowerBound
    else { throw PatternError(.badRange, at: offset) }
    return .range(low.lowerBound...high.lowerBound)
  }

  private mutating func classItem() throws(PatternError) -> PatternSet.Item? {
    let start = position
    guard let scalar = peek else { return nil }
    position += 1
    if scalar == "\\" { return try escape(from: start) }
    if scalar == "[", let mark = peek, mark == ":" || mark == "." || mark == "=" {
      throw PatternError(.unsupported(.namedClass), at: start)
    }
    return .range(scalar...scalar)
  }

  /// What a backslash at `start` makes of the scalar after it: a range of one, or a shorthand.
  mutating func escape(from start: Int) throws(PatternError) -> PatternSet.Item {
    guard let scalar = peek else { throw PatternError(.badEscape, at: start) }
    position += 1
    switch scalar {
    case "d": return .shorthand(.digit, isNegated: false)
    case "D": return .shorthand(.digit, isNegated: true)
    case "w": return .shorthand(.word, isNegated: false)
    case "W": return .shorthand(.word, isNegated: true)
    case "s": return .shorthand(.space, isNegated: false)
    case "S": return .shorthand(.space, isNegated: true)
    case "t": return .range("\t"..."\t")
    case "n": return .range("\n"..."\n")
    case "r": return .range("\r"..."\r")
    case "f": return .range("\u{0C}"..."\u{0C}")
    case "v": return .range("\u{0B}"..."\u{0B}")
    case "1"..."9", "k": throw PatternError(.unsupported(.backreference), at: start)
    case "b", "B": throw PatternError(.unsupported(.wordBoundary), at: start)
    case "p", "P": throw PatternError(.unsupported(.unicodeProperty), at: start)
    default:
      guard scalar.isASCII, !scalar.properties.isAlphabetic, scalar != "0", scalar >= " " else {
        throw PatternError(.badEscape, at: start)
      }
      return .range(scalar...scalar)
    }
  }
}
