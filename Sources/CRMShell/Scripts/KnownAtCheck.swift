import CommandLanguage

/// What is known at a line of a text that is read and not run.
struct KnownAtCheck {
  /// Variables that are set; nil where their text can't be told.
  var variables: [String: String?] = [:]
  /// Names of saved selections.
  var saved: Set<String> = []
  let settings: Settings
  /// How many commands were read.
  var lines = 0
  /// How many blocks are open: what stands in one may not run.
  private var depth = 0

  /// Whether a script ran whose name is not known: it may have set anything.
  var mayHaveSet = false

  init(_ settings: Settings) { self.settings = settings }

  /// The variables whose text is known.
  var texts: [String: String] { variables.compactMapValues { $0 } }

  /// Whether a variable is set, as far as can be told.
  func isSet(_ name: String) -> Bool { mayHaveSet || variables[name] != nil }

  /// The text of a variable; nil where it is not set, or its text is not known.
  func text(of name: String) -> String? { variables[name] ?? nil }

  /// Goes into a block or out of it.
  mutating func follow(_ word: BlockWord?) {
    switch word {
    case .if: depth += 1
    case .end: depth = max(0, depth - 1)
    case .else, .elseIf, nil: break
    }
  }

  /// Takes in what a command that runs leaves behind.
  mutating func learn(from command: CheckedCommand) {
    let arguments = command.parsed.arguments
    switch command.parsed.declaration.name {
    case "let":
      for assignment in arguments[LetCommand.values] ?? [] {
        let isKnown =
          depth == 0 && !command.isUnknown(assignment.value.span)
          && VariableName.admits(assignment.value.text)
        variables[assignment.name.text] = .some(isKnown ? assignment.value.text : nil)
      }
    case "unset":
      if depth == 0, let name = arguments[UnsetCommand.name]?.text { variables[name] = nil }
    case "select":
      if let name = arguments[SelectCommand.name] { saved.insert(name.text) }
    default: break
    }
  }
}
