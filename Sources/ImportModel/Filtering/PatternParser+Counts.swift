extension PatternParser {
  /// The atom with the quantifier that stands after it, if one does.
  mutating func quantified(_ atom: PatternNode, from start: Int) throws(PatternError)
    -> PatternNode
  {
    let offset = position
    guard let (least, most) = try quantifier() else { return atom }
    switch atom {
    case .textStart, .textEnd: throw PatternError(.nothingToRepeat, at: offset)
    default: break
    }
    try refuseSecondQuantifier()
    return try bounded(
      .repeated(atom, least: least, most: most), limit: Self.largest, at: start)
  }

  private mutating func quantifier() throws(PatternError) -> (least: Int, most: Int?)? {
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    if take("?") { return (0, 1) }
    let start = position
    guard take("{") else { return nil }
    guard let least = try number(from: start) else { throw PatternError(.badCount, at: start) }
    var most: Int? = least
    if take(",") { most = try number(from: start) }
    guard take("}"), most.map({ least <= $0 }) ?? true else {
      throw PatternError(.badCount, at: start)
    }
    return (least, most)
  }

  private mutating func number(from start: Int) throws(PatternError) -> Int? {
    var value: Int?
    while let scalar = peek, scalar >= "0", scalar <= "9" {
      let digit = Int(scalar.value - 0x30)
      let grown = (value ?? 0) * 10 + digit
      guard grown <= Self.largest else {
        throw PatternError(.tooLarge(limit: Self.largest), at: start)
      }
      value = grown
      position += 1
    }
    return value
  }

  private func refuseSecondQuantifier() throws(PatternError) {
    switch peek {
    case "?": throw PatternError(.unsupported(.lazyQuantifier), at: position)
    case "+": throw PatternError(.unsupported(.possessiveQuantifier), at: position)
    case "*", "{": throw PatternError(.nothingToRepeat, at: position)
    default: break
    }
  }
}
