/// Reads a pattern's source. Groups may nest `deepest` times, counts are bounded by `largest`.
struct PatternParser {
  static let largest = 10_000
  static let deepest = 100

  /// The source.
  let scalars: [Unicode.Scalar]
  /// The scalar looked at next.
  var position = 0

  init(_ source: String) {
    scalars = Array(source.unicodeScalars)
  }

  /// The next scalar; nil at the end.
  var peek: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  /// Steps over the next scalar when it is this one.
  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek == scalar else { return false }
    position += 1
    return true
  }

  /// The whole source.
  mutating func parse() throws(PatternError) -> PatternNode {
    guard scalars.count < Self.largest else {
      throw PatternError(.tooLarge(limit: Self.largest), at: Self.largest)
    }
    let node = try choice(depth: 0)
    if peek != nil { throw PatternError(.unopenedGroup, at: position) }
    // One instruction more says that it matched.
    return try bounded(node, limit: Self.largest - 1, at: 0)
  }

  private mutating func choice(depth: Int) throws(PatternError) -> PatternNode {
    var branches = [try sequence(depth: depth)]
    while take("|") { branches.append(try sequence(depth: depth)) }
    return branches.count == 1 ? branches[0] : .choice(branches)
  }

  private mutating func sequence(depth: Int) throws(PatternError) -> PatternNode {
    var nodes: [PatternNode] = []
    while let scalar = peek, scalar != "|", scalar != ")" {
      let start = position
      let atom = try atom(depth: depth)
      nodes.append(try quantified(atom, from: start))
    }
    return nodes.isEmpty ? .empty : .sequence(nodes)
  }

  private mutating func atom(depth: Int) throws(PatternError) -> PatternNode {
    let start = position
    guard let scalar = peek else { return .empty }
    position += 1
    switch scalar {
    case ".": return .any
    case "^": return .textStart
    case "$": return .textEnd
    case "(": return try group(from: start, depth: depth + 1)
    case "[": return .set(try characterClass(from: start))
    case "\\":
      switch try escape(from: start) {
      case .range(let range): return Self.literal(range.lowerBound)
      case let shorthand: return .set(PatternSet([shorthand], isNegated: false))
      }
    case "*", "+", "?", "{": throw PatternError(.nothingToRepeat, at: start)
    default: return Self.literal(scalar)
    }
  }

  private mutating func group(from start: Int, depth: Int) throws(PatternError) -> PatternNode {
    guard depth <= Self.deepest else {
      throw PatternError(.tooDeep(limit: Self.deepest), at: start)
    }
    if take("?"), !take(":") { throw PatternError(.unsupported(groupFeature), at: start) }
    let node = try choice(depth: depth)
    guard take(")") else { throw PatternError(.unclosedGroup, at: start) }
    return node
  }

  /// What a group that begins `(?` would be elsewhere.
  private var groupFeature: PatternError.Feature {
    let following = position + 1 < scalars.count ? scalars[position + 1] : nil
    switch peek {
    case "=", "!": return .lookaround
    case "<": return following == "=" || following == "!" ? .lookaround : .namedGroup
    case "P", "'": return .namedGroup
    case ">": return .atomicGroup
    default: return .inlineFlags
    }
  }

  /// A scalar in lower case, which may be several.
  private static func literal(_ scalar: Unicode.Scalar) -> PatternNode {
    let folded = scalar.properties.lowercaseMapping.unicodeScalars.map(PatternNode.scalar)
    return folded.count == 1 ? folded[0] : .sequence(folded)
  }

  /// The node, unless it takes too many instructions.
  func bounded(_ node: PatternNode, limit: Int, at offset: Int) throws(PatternError) -> PatternNode
  {
    guard node.size <= limit else {
      throw PatternError(.tooLarge(limit: Self.largest), at: offset)
    }
    return node
  }
}
