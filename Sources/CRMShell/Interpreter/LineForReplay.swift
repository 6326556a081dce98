import CommandLanguage
import ImportModel

/// Writes a line so that it means the same in a script: rows of a list become the people they
/// were, variables their text.
struct LineForReplay {
  let listed: [PersonID]
  let directory: Directory?

  /// `resolving` gives the text of a line with its variables replaced; nil when it can't be read.
  func rendering(_ command: ParsedCommand, resolving: (String) -> String?) -> String {
    let rows = command.arguments.everything.compactMap { $0 as? SelectorSyntax }.flatMap(rows)
    guard !rows.isEmpty else { return command.resolvedSource }
    var line = Array(command.source.unicodeScalars)
    for (range, span) in rows.sorted(by: { $0.1.lower > $1.1.lower }) {
      let people = range.compactMap { $0 <= listed.count ? listed[$0 - 1] : nil }
      let names = people.map { PersonName(directory: directory).selector(for: $0) }
      let start = span.lower - command.span.lower
      guard start >= 0, start + span.upper - span.lower <= line.count else { continue }
      line.replaceSubrange(
        start..<(start + span.upper - span.lower),
        with: Array("(\(names.joined(separator: ", ")))".unicodeScalars))
    }
    return resolving(String(line)) ?? String(line)
  }

  private func rows(_ selector: SelectorSyntax) -> [(ClosedRange<Int>, Span)] {
    switch selector {
    case .rows(let range, let span): [(range, span)]
    case .union(let parts): parts.flatMap(rows)
    case .difference(let left, let right): rows(left) + rows(right)
    default: []
    }
  }
}

/// How a person is named in a line so that nobody else is meant.
struct PersonName {
  let directory: Directory?

  /// The address; the id where there is none or two share it.
  func selector(for person: PersonID) -> String {
    let byID = "\(person.kind == .user ? "users" : "contacts") where id = \(person.text)"
    guard let directory, let row = directory.row(of: person),
      let email = directory.text("email", at: row).flatMap({ EmailAddress($0) }),
      directory.rows(of: email).count == 1
    else { return byID }
    return Word.sourceForm(of: email.text)
  }
}

extension String {
  fileprivate init(_ scalars: [Unicode.Scalar]) {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    self.init(view)
  }
}
