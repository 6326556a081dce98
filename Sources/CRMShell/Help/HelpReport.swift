import CommandLanguage
import ImportModel
import Reporting

/// Help pages and topics as reports.
enum HelpReport {
  static func report(_ page: HelpPage) -> Report {
    var blocks: [Block] = [
      .sentence("\(page.usage, .strong)"), .sentence("\(page.summary)."),
    ]
    for paragraph in page.paragraphs { blocks += [.blank, .sentence(Text(paragraph))] }
    if !page.aliases.isEmpty {
      blocks.append(.sentence("Also: \(page.aliases.joined(separator: ", "))"))
    }
    blocks += [.blank, .heading("Options")]
    blocks.append(.facts(page.options.map { Fact($0.form, Text($0.summary)) }))
    if !page.examples.isEmpty {
      blocks += [.blank, .heading("Examples")]
      blocks += page.examples.map { .sentence("  \($0.line)") }
    }
    let options = DataValue.array(
      page.options.map { ["option": .string($0.form), "summary": .string($0.summary)] })
    return Report(
      blocks,
      data: [
        "name": .string(page.title), "usage": .string(page.usage),
        "summary": .string(page.summary), "details": .strings(page.paragraphs),
        "options": options, "examples": .strings(page.examples.map(\.line)),
      ], records: Table(flattening: options, key: "options"))
  }

  static func report(_ topic: HelpTopic, _ fetched: Fetched?) -> Report {
    var blocks: [Block] = [.heading(Text(topic.title))]
    blocks += topic.lines.map(block)
    if topic.name == "fields" { blocks.append(fields(fetched?.directory.schemas ?? CRMSchemas())) }
    return Report(blocks)
  }

  /// A line in columns, which two blanks tell apart, hangs under the last of them.
  private static func block(_ line: String) -> Block {
    guard !line.isEmpty else { return .blank }
    let letters = Array(line)
    let start = letters.indices.dropFirst(2).last {
      letters[$0] != " " && letters[$0 - 1] == " " && letters[$0 - 2] == " "
    }
    return start.map { .hanging(Text(line), $0) } ?? .sentence(Text(line))
  }

  /// The fields of both kinds of people, each with those that have it, then the joined ones.
  private static func fields(_ schemas: CRMSchemas) -> Block {
    var table = Table(
      key: "fields", columns: [Column("field"), Column("of"), Column("holds", isFlexible: true)])
    var seen: Set<String> = []
    for field in schemas.users.fields + schemas.contacts.fields
    where seen.insert(field.key).inserted {
      let kinds = [CRMModule.users, .contacts].filter {
        schemas[$0].index(of: field.apiName) != nil
      }
      let holds =
        switch field.type {
        case .text, .choice: "text"
        case .flag: "true or false"
        case .time: "time"
        }
      let isAmbiguous = FieldNames.onBothSides[field.key] != nil
      table.append([
        .text((isAmbiguous ? "crm." : "") + field.apiName),
        .text(kinds.count == 2 ? "both" : kinds.map(\.word).joined()), .text(holds),
      ])
    }
    for name in FieldNames.joined {
      table.append([
        .text(name), "both",
        name == "kind"
          ? "user or contact; who is both has both: kind = user and kind = contact" : "text",
      ])
    }
    return .table(table)
  }
}
