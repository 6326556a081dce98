/// Everything help tells of one command, as plain text; how it looks is decided elsewhere.
package struct HelpPage: Hashable, Sendable {
  /// One option of the command.
  package struct Option: Hashable, Sendable {
    /// As it is typed, e.g. `--portal P`.
    package let form: String
    /// One line.
    package let summary: String
  }

  /// One line that can be tried.
  package struct Example: Hashable, Sendable {
    /// What to type.
    package let line: String
    /// A piece of what it prints.
    package let prints: String
  }

  /// The name of the command.
  package let title: String
  /// Its other names.
  package let aliases: [String]
  /// The form, e.g. `role ROLE [for SELECTOR] [--replace]`.
  package let usage: String
  /// One line, no full stop.
  package let summary: String
  /// What there is to know beyond the summary.
  package let paragraphs: [String]
  /// The command's own options, then those of every command that mean something to it.
  package let options: [Option]
  /// Lines that can be tried, in order.
  package let examples: [Example]
}

extension Declaration {
  /// Whether an option of every command means something to this one.
  package func takes(_ option: OptionDeclaration) -> Bool {
    option.isOfSelectors ? syntax.takesSelector : hasOutput || !option.isOfOutput
  }
}

extension CommandParser {
  /// The help page of a command.
  package func helpPage(for declaration: Declaration) -> HelpPage {
    HelpPage(
      title: declaration.name, aliases: declaration.aliases, usage: declaration.usage,
      summary: declaration.summary, paragraphs: declaration.details,
      options: (declaration.options
        + globalOptions.filter(declaration.takes)).map { option in
          HelpPage.Option(form: option.form, summary: option.summary)
        },
      examples: declaration.examples.map { example in
        HelpPage.Example(line: example.line, prints: example.prints)
      })
  }
}
