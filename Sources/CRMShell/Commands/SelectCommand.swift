import CommandLanguage
import ImportModel
import Reporting

/// `select [add|keep] SELECTOR [as NAME]`
struct SelectCommand: EditingCommand {
  private static let selector = Parameter<SelectorSyntax>.selector("selector")
  static let name = Parameter<Word>.word("as", label: "NAME", kind: .newName)

  var declaration: Declaration {
    Declaration(
      "select", chapter: .selecting, summary: "choose people; later lines mean them",
      details: [
        "Replaces the selection; add joins people to it, keep intersects it. The people are frozen until the next select: a filter is not evaluated again.",
        "as NAME also keeps them under a name, to be used as @NAME.",
      ],
      syntax: .sequence([
        .optional(
          .choice([
            .keyword("add", flag: "add", summary: "join people to the selection"),
            .keyword("keep", flag: "keep", summary: "keep only those who are also meant"),
          ])),
        Self.selector.syntax,
        .optional(
          .sequence([
            .keyword("as", flag: nil, summary: "keep them under a name"), Self.name.syntax,
          ])),
      ]),
      requires: [.connected],
      examples: [
        CommandExample(
          given: ["connect sandbox"], "select users where crm.role = \"Sales Manager\"",
          prints: "selected (before: 0)"),
        CommandExample(
          given: ["connect sandbox"], "select users where crm.role ~ \"*manager*\" as managers",
          prints: "kept as @managers"),
      ])
  }

  /// Whether `@NAME` can be typed for it.
  private static func isSelectionName(_ name: String) -> Bool {
    !name.isEmpty
      && name.unicodeScalars.allSatisfy {
        $0 == "-" || $0 == "_" || $0.properties.isAlphabetic || $0.properties.numericType != nil
      }
  }

  func edit(
    _ session: inout Session, _ arguments: Arguments, in context: EditContext
  ) throws(Stop) -> Reply {
    let resolver = try SelectorResolver(session, context)
    guard let selector = arguments[Self.selector] else { throw .refusal(.noSelection) }
    var resolved = try resolver.resolve(selector).tellingNobody(selector)
    let before = session.selection.map { Resolved(rows: $0.rows, fields: $0.fields) }
    if arguments.has("add"), let before {
      resolved = before.joined(with: resolved) { $0.union($1) }
    } else if arguments.has("keep") {
      let base = before ?? Resolved(rows: RowSet(capacity: resolved.rows.capacity))
      resolved = base.joined(with: resolved) { $0.intersection($1) }
    }
    let selection = Selection(
      rows: resolved.rows, fields: resolved.fields, origin: context.origin)
    session.selection = selection
    let directory = resolver.fetched.directory
    let count = directory.people(in: resolved.rows)
    let countBefore = before.map { directory.people(in: $0.rows) } ?? 0
    var sentence: Text =
      "\(count, "person", "people", .strong) selected (before: \(countBefore))"
    if let name = arguments[Self.name] {
      guard Self.isSelectionName(name.text) else {
        throw .syntax(
          SyntaxError(
            .badValue(
              found: name.text, expected: "a name of letters, digits, - and _", suggestions: []),
            span: name.span))
      }
      session.saved[name.text] = selection
      sentence = "\(sentence), kept as @\(name.text)"
    }
    let data: DataValue = [
      "selected": .integer(count), "before": .integer(countBefore),
      "name": .optional(arguments[Self.name]?.text),
    ]
    return Reply(Report([.sentence("\(sentence).")] + resolved.notes, data: data))
  }
}
