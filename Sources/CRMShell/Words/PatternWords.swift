import ImportModel

/// What is wrong with a regular expression.
enum PatternWords {
  static func words(of kind: PatternError.Kind) -> String {
    switch kind {
    case .unclosedGroup: "a ( without its )"
    case .unopenedGroup: "a ) without its ("
    case .unclosedClass: "a [ without its ]"
    case .emptyClass: "an empty class"
    case .badRange: "a range that runs backwards"
    case .nothingToRepeat: "nothing to repeat"
    case .badCount: "a count that isn't {m}, {m,} or {m,n}"
    case .badEscape: "a backslash before something that has no meaning there"
    case .tooLarge(let limit): "more than \(limit) steps once counts are written out"
    case .tooDeep(let limit): "more than \(limit) groups inside each other"
    case .unsupported(let feature): "\(feature.rawValue) is not supported"
    }
  }
}
