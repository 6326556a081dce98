/// An option of a command, e.g. `--replace` or `--portal P`.
package struct OptionDeclaration: Sendable {
  /// Without the two hyphens.
  package let name: String
  /// One line, no full stop.
  package let summary: String
  /// What it takes; nil for a switch, which is read with `Arguments.has(name)`.
  package let parameter: AnyParameter?
  /// Whether it means something to commands alone that take a selector.
  package let isOfSelectors: Bool
  /// Whether it means something to commands alone that print something.
  package let isOfOutput: Bool

  package init(
    _ name: String, summary: String, parameter: AnyParameter? = nil, isOfSelectors: Bool = false,
    isOfOutput: Bool = false
  ) {
    self.isOfOutput = isOfOutput
    self.isOfSelectors = isOfSelectors
    self.name = name
    self.summary = summary
    self.parameter = parameter
  }
}

/// What must hold before a command runs; checked in one place, with one wording.
package enum Requirement: Hashable, Sendable {
  case connected
  /// A connection to a server, not what was kept of one.
  case online
  /// Leave to ask any server at all.
  case network
  case plan
  case terminal
  /// A line typed at a terminal, or one of the start-up file itself.
  case terminalOrStartUp
}

/// An example of a command; it runs as a test.
package struct CommandExample: Sendable {
  /// Lines that bring about the state the example needs; not shown.
  package let given: [String]
  /// The line as it is typed.
  package let line: String
  /// A piece of what it prints.
  package let prints: String

  package init(given: [String] = [], _ line: String, prints: String) {
    self.given = given
    self.line = line
    self.prints = prints
  }
}

/// The chapters of the command overview.
package enum CommandChapter: String, CaseIterable, Sendable {
  case connection = "Connection"
  case looking = "Looking"
  case selecting = "Selecting"
  case planning = "Planning"
  case importing = "Importing"
  case shell = "The shell"
}

/// Everything there is to know about a command: parser, help, Tab, docs and tests read it.
package struct Declaration: Sendable {
  package let name: String
  /// Other names of the command.
  package let aliases: [String]
  package let chapter: CommandChapter
  /// One line, no full stop.
  package let summary: String
  /// Paragraphs of help.
  package let details: [String]
  package let syntax: Syntax
  package let options: [OptionDeclaration]
  package let requirements: Set<Requirement>
  package let examples: [CommandExample]
  /// False for the commands that must be written out even at a terminal.
  package let allowsAbbreviation: Bool
  /// Whether it asks for secrets. A line of it that is not understood may hold one, given where
  /// none is taken, and is not kept in the history.
  package let asksForSecrets: Bool
  /// Whether it prints something that can go into a file instead.
  package let hasOutput: Bool

  package init(
    _ name: String, aliases: [String] = [], chapter: CommandChapter, summary: String,
    details: [String] = [], syntax: Syntax = .nothing, options: [OptionDeclaration] = [],
    requires requirements: Set<Requirement> = [], examples: [CommandExample] = [],
    allowsAbbreviation: Bool = true, asksForSecrets: Bool = false, hasOutput: Bool = true
  ) {
    self.hasOutput = hasOutput
    self.name = name
    self.aliases = aliases
    self.chapter = chapter
    self.summary = summary
    self.details = details
    self.syntax = syntax
    self.options = options
    self.requirements = requirements
    self.examples = examples
    self.allowsAbbreviation = allowsAbbreviation
    self.asksForSecrets = asksForSecrets
  }
}
