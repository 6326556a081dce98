import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

/// `apply FILE [email=COL] [role=COL] [profile=COL] [projects=COL] [customer=COL]`
struct ApplyCommand: EditingCommand {
  private static let file = Parameter<Word>.word("file", label: "FILE", kind: .file)
  private static let columns = Parameter<[Assignment]>.assignments(
    "columns", label: "role=COL", kind: .text)

  var declaration: Declaration {
    Declaration(
      "apply", chapter: .planning,
      summary: "stage people row by row from a table: role, customer, profile, projects",
      details: [
        "One row a person, as the lines it stands for: role, customer, profile and assign for that address. An empty cell says nothing. Cells are names or ids, never patterns. Projects stand in one cell with ; between them, or on several rows of the person.",
        "The first record names the columns: email, role, customer, profile and projects are known by their headings; email=COL, role=COL and so on name others. The file is CSV with commas, semicolons or tabs, in UTF-8 or UTF-16.",
        "A cell that names nobody, nothing or several things refuses the whole file, every such cell told by its line: nobody is staged then.",
      ],
      syntax: .sequence([Self.file.syntax, .optional(Self.columns.syntax)]),
      options: [
        OptionDeclaration("replace", summary: "change roles and profiles that people have"),
        OptionDeclaration("new", summary: "make customers that the portal doesn't have"),
      ],
      requires: [.connected],
      examples: [
        CommandExample(
          given: ["connect sandbox"], "apply team.csv", prints: "staged by 2 rows of team.csv")
      ])
  }

  /// The file of a line that applies one.
  static func file(of parsed: ParsedCommand) -> Word? {
    parsed.declaration.name == "apply" ? parsed.arguments[file] : nil
  }

  /// The columns that a line names; what is none, and what is named twice, can't be meant.
  static func columns(of parsed: ParsedCommand) throws(Stop) -> [SheetColumn: String] {
    var named: [SheetColumn: String] = [:]
    for assignment in parsed.arguments[columns] ?? [] {
      guard let column = SheetColumn(rawValue: lowercased(assignment.name.text)),
        named.updateValue(assignment.value.text, forKey: column) == nil
      else { throw .refusal(.unknownSheetColumn(assignment.name.text), at: assignment.name.span) }
    }
    return named
  }

  /// The table that a line applies, by its columns; `lists` reads the file.
  static func sheet(
    _ file: Word, of parsed: ParsedCommand, _ lists: any PersonSource, scope: FileScope
  ) throws(Stop) -> Sheet {
    let named = try columns(of: parsed)
    let sheet: Sheet
    do throws(FileFailure) {
      let table = try lists.table(in: file.text, scope: scope)
      sheet = Sheet(
        file: file.text, table: table,
        columns: try SheetColumns(table.columns, named: named, file: file.text))
    } catch {
      throw .file(error, at: file.span)
    }
    guard sheet.columns[.email] != nil else {
      throw .refusal(.addressColumnNeeded(columns: sheet.table.columns), at: file.span)
    }
    guard sheet.columns.saysAnything else {
      throw .refusal(.nothingToApply(columns: sheet.table.columns), at: file.span)
    }
    return sheet
  }

  func edit(
    _ session: inout Session, _ arguments: Arguments, in context: EditContext
  ) throws(Stop) -> Reply {
    guard let sheet = context.sheet, let file = arguments[Self.file] else {
      throw .refusal(.noSelection)
    }
    let reader = try SheetReader(
      sheet, try SelectorResolver(session, context).people, context,
      makesCustomers: arguments.has("new"))
    guard reader.problems.isEmpty else {
      throw .refusal(.rowsRefused(file: sheet.file, problems: reader.problems), at: file.span)
    }
    var stager = SheetStager(
      sheet.file, try context.connected().portal, arguments.has("replace"), arguments.has("new"))
    for row in reader.rows { stager.stage(row, in: &session.plan) }
    return Reply(stager.report(session.plan, repeated: reader.repeated))
  }
}

/// Stages the rows of a table, each value with the line it came from.
private struct SheetStager {
  private let file: String
  private let portal: Portal
  private let replaces: Bool
  private let makesCustomers: Bool
  private var people: Set<EmailAddress> = []
  /// So many people on several lines are named.
  private static let mostTold = 5
  private var rows = 0
  private var silent = 0
  private var keptRoles: Set<EmailAddress> = []
  private var changed: Set<PersonID> = []
  private var tally = Plan.Tally()

  init(_ file: String, _ portal: Portal, _ replaces: Bool, _ makesCustomers: Bool) {
    self.file = file
    self.portal = portal
    self.replaces = replaces
    self.makesCustomers = makesCustomers
  }

  mutating func stage(_ row: SheetRow, in plan: inout Plan) {
    rows += 1
    let before = row.candidates.map { plan[$0.person.id] }
    values(of: row, in: &plan)
    for (candidate, old) in zip(row.candidates, before) {
      guard let new = plan[candidate.person.id], old?.saysTheSame(as: new) != true else {
        continue
      }
      changed.insert(new.person.id)
    }
  }

  private mutating func values(of row: SheetRow, in plan: inout Plan) {
    var isSilent = true
    func origin(_ line: String) -> Origin {
      isSilent = false
      return Origin(line: line, file: file, position: row.line, scriptHash: nil)
    }
    let whom = "for \(Word.sourceForm(of: row.email.text))"
    let ending = replaces ? " --replace" : ""
    if let role = row.role {
      let line = origin("role \(Word.sourceForm(of: role.name)) \(whom)\(ending)")
      add(plan.stage(Staged(role.id, replaces: replaces, origin: line), for: row.candidates))
      if !replaces, KeptRoles.count(row.candidates, otherThan: role.id, in: portal) > 0 {
        keptRoles.insert(row.email)
      }
    }
    if let choices = row.customer, let text = row.customerText {
      let name = Sheet.isAutomatic(text) ? "auto" : Word.sourceForm(of: text)
      let line = origin("customer \(name) \(whom)\(makesCustomers ? " --new" : "")")
      add(
        plan.stage(
          customers: choices.mapValues { Staged($0, replaces: false, origin: line) },
          for: row.candidates))
    }
    if let profile = row.profile {
      let line = origin("profile \(Word.sourceForm(of: profile.name)) \(whom)\(ending)")
      add(
        plan.stage(
          Staged(profile.id, replaces: replaces, origin: line), in: [], for: row.candidates))
    }
    if !row.projects.isEmpty {
      let names = row.projects.map { Word.sourceForm(of: $0.name) }.joined(separator: ", ")
      let line = origin("assign \(names) \(whom)")
      add(
        plan.assign(
          row.projects.map { Staged($0.id, replaces: false, origin: line) }, for: row.candidates))
    }
    if isSilent { silent += 1 } else { people.insert(row.email) }
  }

  private mutating func add(_ other: Plan.Tally) {
    tally.staged += other.staged
    tally.overridden += other.overridden
  }

  func report(_ plan: Plan, repeated: [(email: EmailAddress, lines: [Int])]) -> Report {
    var notes: [Block] = []
    if let note = KeptRoles.note(keptRoles.count) { notes.append(note) }
    if !repeated.isEmpty {
      let told = repeated.prefix(Self.mostTold).map { email, lines in
        "\(email.text) (\(lines.map(String.init).joined(separator: ", ")))"
      }
      let more: Text = repeated.count > told.count ? ", …" : ""
      notes.append(
        .notice(
          .note,
          "\(repeated.count, "person stands", "people stand") on several lines, and what these say adds up: \(told.joined(separator: ", "))\(more)"
        ))
    }
    if silent > 0 {
      notes.append(
        .notice(.note, "\(silent, "row says", "rows say") nothing of their person"))
    }
    var tally = tally
    tally.changed = changed.count
    return tally.report(
      "\(people.count, "person", "people", .strong) staged by \(rows, "row", "rows") of \(file)",
      people: people.count, rows: rows, plan, notes)
  }
}
