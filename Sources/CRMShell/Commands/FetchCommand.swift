import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

/// `fetch contacts|accounts [where EXPR]`
struct FetchCommand: ServiceCommand {
  static let filter = Parameter<FilterSyntax>.filter("where")

  var declaration: Declaration {
    Declaration(
      "fetch", chapter: .connection, summary: "fetch CRM contacts or accounts, all or some",
      details: [
        "connect fetches the CRM users; contacts and accounts may be very many, so they are fetched when asked for. where takes CRM's own fields: fetch contacts where Account_Name = \"Blue Kite\". A second fetch with where adds to what is there; without where it fetches all anew.",
        "How many there are is asked first. Up to 100,000 are read page by page; more come as a file that CRM writes (Bulk Read), or by queries where that can't be had.",
        "Times, flags and ids are asked of CRM. Everything else is filtered here while pages come in, by the same rules as in list and select: the whole module is then read, only those that fit are kept. The report says which part was asked of CRM.",
        "More than 1,000 records that an earlier session fetched whole are taken as they were, and told so, where CRM says that none changed since; set snapshots=off fetches them all the same.",
        "The organisation's own fields are fetched too and can be used in filters; fields that CRM hides from the sign-in are named.",
      ],
      syntax: .sequence([
        .choice([
          .keyword("contacts", flag: "contacts", summary: "people of other companies"),
          .keyword("accounts", flag: "accounts", summary: "the companies"),
        ]),
        .optional(
          .sequence([
            .keyword("where", flag: nil, summary: "only those a filter matches"),
            Self.filter.syntax,
          ])),
      ]),
      requires: [.connected],
      examples: [
        CommandExample(
          given: ["connect sandbox"], "fetch contacts where Account_Name = \"Blue Kite\"",
          prints: "contacts fetched")
      ])
  }

  /// What there is to say of how records were read; `total`: how many CRM counted before.
  static func notes(
    of reading: RecordReading, _ total: Int?, _ module: CRMModule, isWhole: Bool
  ) -> [Block] {
    var notes = reading.notes.map { Block.notice(.note, Text($0)) }
    let isBulk = reading.ways.contains(.bulk)
    if isBulk { notes.append(.notice(.note, "read through CRM's Bulk Read")) }
    guard let total, reading.different < total else { return notes }
    let isRepeated = reading.different < reading.read
    let came: Text =
      isRepeated
      ? "\(reading.different) in \(reading.read) rows, since some came twice"
      : "\(reading.different)"
    if isBulk {
      let why: Text =
        isRepeated
        ? "fetch \(module.word) reads it again"
        : "Bulk Read may leave out records without key fields"
      notes.append(
        .notice(.warning, "CRM counts \(total) \(module.word), its file held \(came): \(why)"))
    } else if isWhole {
      notes.append(
        .notice(
          .warning,
          "CRM counts \(total) \(module.word), its list ended after \(came): the others may be hidden from this sign-in, or came or went meanwhile; fetch \(module.word) reads it again"
        ))
    }
    return notes
  }

  /// A note where a filter found nobody.
  static func notes(found: Int, _ module: CRMModule) -> [Block] {
    guard found == 0 else { return [] }
    return [
      .notice(
        .note,
        "no \(module.word) fit the filter; text is compared over the whole value, ~ \"*part*\" finds a part"
      )
    ]
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    let module: CRMModule = arguments.has("accounts") ? .accounts : .contacts
    if shell.services?.kept != nil {
      return try shell.fetchKept(module, where: arguments[Self.filter], context)
    }
    let fetch = try await shell.fetch(module, where: arguments[Self.filter], context)
    shell.timeline.noteFetch(context.origin.line, shell.comments.take())
    return shell.reply(on: fetch)
  }
}

extension Interpreter {
  /// What is said of records that are held now.
  func reply(on fetch: ModuleFetch) -> Reply {
    let words = fetch.module.word
    let added: Text = fetch.new == fetch.held ? "" : " (\(fetch.new) new)"
    let isMore = fetch.total.map { fetch.held > $0 } ?? false
    let all: Text = fetch.total.map { isMore ? "" : " of \($0)" } ?? ""
    let data: DataValue = [
      "module": .string(words), "fetched": .integer(fetch.held), "new": .integer(fetch.new),
      "in_crm": .optional(fetch.total),
      "as_of": .optional(fetch.asOf.map { TimeText.iso8601($0) }),
    ]
    guard let time = fetch.asOf else {
      let counted: Text = fetch.total.map { isMore ? "; CRM counted \($0)" : "" } ?? ""
      return Reply(
        Report(
          [.sentence("\(fetch.held, .strong)\(all) \(words) fetched\(added)\(counted).")]
            + fetch.notes, data: data))
    }
    let why: Text =
      services?.kept == nil ? "CRM says that none changed since" : "nothing is asked offline"
    return Reply(
      Report(
        [
          .sentence(
            "\(fetch.held, .strong) \(words), as fetched on \(time: time): \(why)."
          )
        ] + fetch.notes, data: data))
  }
}
