/// What kind of value a word stands for: it decides what Tab offers and how help names it.
package enum ValueKind: Hashable, Sendable {
  case role, profile, project, customer, account, portal
  /// What `connect` can reach.
  case login
  /// A sign-in that is kept.
  case storedLogin
  case person, savedName, newName, run, field, format
  case file, script, setting, variable, command, topic, alias
  case number, text, line
  /// One of a closed list of words.
  case oneOf([String])
}

/// How many words, and of which grammar, a slot takes.
package enum SlotShape: Hashable, Sendable {
  /// One name; reserved words must be quoted.
  case word
  /// `name { "," name }`
  case names
  case selector
  case filter
  /// One field, dots included.
  case field
  /// `field { "," field }`
  case fields
  /// One or more `NAME=VALUE`.
  case assignments
  /// What `if` asks.
  case condition
  /// One or more `NAME [= VALUE]`.
  case parameters
  /// Every word up to the end of the command.
  case words
}

/// A place in a command's form that a value goes into.
package struct Slot: Hashable, Sendable {
  /// The key of the value, unique within a declaration.
  package let name: String
  /// What help and messages call it, e.g. `ROLE`.
  package let label: String
  package let shape: SlotShape
  package let kind: ValueKind

  package init(name: String, label: String, shape: SlotShape, kind: ValueKind) {
    self.name = name
    self.label = label
    self.shape = shape
    self.kind = kind
  }
}

/// The form of a command's arguments. Parser, help, completion and documentation all read it.
package indirect enum Syntax: Sendable {
  case sequence([Syntax])
  case optional(Syntax)
  /// The first alternative whose first word fits; alternatives differ in their first word, or the
  /// last one takes any word.
  case choice([Syntax])
  /// A literal word, recorded under `flag` when given; `summary` is its description in Tab lists.
  case keyword(String, flag: String?, summary: String)
  case slot(AnyParameter)

  /// Whether people can be named in it by a selector.
  var takesSelector: Bool {
    switch self {
    case .sequence(let parts), .choice(let parts): parts.contains(where: \.takesSelector)
    case .optional(let part): part.takesSelector
    case .keyword: false
    case .slot(let parameter):
      parameter.slot.shape == .selector || parameter.slot.shape == .condition
    }
  }

  /// A command without arguments.
  package static var nothing: Syntax { .sequence([]) }
}
