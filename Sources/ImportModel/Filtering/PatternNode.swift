/// A parsed pattern, folded to lower case.
indirect enum PatternNode {
  case empty
  case scalar(Unicode.Scalar)
  case any
  case set(PatternSet)
  case textStart, textEnd
  case sequence([PatternNode])
  case choice([PatternNode])
  /// `most` nil: without end.
  case repeated(PatternNode, least: Int, most: Int?)

  /// The longest run of ASCII, in bytes, that every match holds; empty where there is none.
  var requiredText: [UInt8] {
    var (longest, run): ([UInt8], [UInt8]) = ([], [])
    for node in flattened {
      if case .scalar(let scalar) = node, scalar.isASCII {
        run.append(UInt8(ascii: scalar))
      } else {
        run = []
      }
      if run.count > longest.count { longest = run }
    }
    return longest
  }

  /// What must follow one another, groups opened.
  private var flattened: [PatternNode] {
    guard case .sequence(let nodes) = self else { return [self] }
    return nodes.flatMap(\.flattened)
  }

  /// How many instructions it takes; nothing counts as one, so that counts of it are bounded too.
  var size: Int {
    switch self {
    case .empty, .scalar, .any, .set, .textStart, .textEnd: 1
    case .sequence(let nodes): nodes.reduce(0) { $0 + $1.size }
    case .choice(let nodes): nodes.reduce(2 * (nodes.count - 1)) { $0 + $1.size }
    case .repeated(let node, let least, nil): max(least, 1) * node.size + (least == 0 ? 2 : 1)
    case .repeated(let node, let least, let most?):
      max(1, least * node.size + (most - least) * (node.size + 1))
    }
  }
}
