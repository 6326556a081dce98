import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

/// `save FILE [--pinned]`
struct SaveCommand: ServiceCommand {
  private static let file = Parameter<Word>.word("file", label: "FILE", kind: .file)

  var declaration: Declaration {
    Declaration(
      "save", chapter: .shell, summary: "write the session's effective lines as a script",
      details: [
        "Undone lines are gone, settings changed by set are kept; the last line is import --expect-portal ID without --yes: whoever runs the script adds that. --pinned writes the people by e-mail and expects exactly this plan and portal. Lists it names (from FILE) are looked for beside the script."
      ],
      syntax: Self.file.syntax,
      options: [
        OptionDeclaration("pinned", summary: "people by e-mail, and exactly this plan")
      ],
      requires: [.connected])
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    let fetched = try context.connected()
    guard let file = arguments[Self.file] else { return Reply(Report()) }
    var lines = ["# crmsh session for portal \(Word.sourceForm(of: fetched.portal.name))"]
    lines.append(shell.connectLine ?? "connect \(Word.sourceForm(of: fetched.target))")
    lines += shell.settingLines
    var last = "import --expect-portal \(fetched.portal.id)"
    if arguments.has("pinned") {
      guard !shell.session.plan.isEmpty else { throw .refusal(.nothingStaged) }
      let prepared = try await shell.prepareImport(fresh: false)
      lines += shell.fetches.map(\.line)
      lines += PinnedLines(shell.session.plan, in: fetched.directory).lines
      last += " --expect-plan \(prepared.hashes)"
    } else {
      lines += shell.effectiveLines
    }
    lines.append(last)
    do throws(FileFailure) {
      try shell.surroundings.files.create(
        lines.map { $0 + "\n" }.joined(), at: file.text, scope: shell.scope(of: context.source),
        replaces: context.isTerminal && arguments.has(GlobalOptions.force.name))
    } catch {
      throw .file(error, at: file.span)
    }
    return Reply(
      .sentence(
        "\(lines.count, "line", "lines") written to \(file.text). crmsh --dry-run \(file.text) previews it; to let it import, add --yes to its last line.",
        data: ["file": .string(file.text), "lines": .integer(lines.count)]))
  }
}

extension Interpreter {
  /// The settings that lines changed and that an import depends on.
  fileprivate var settingLines: [String] {
    let ofOutput: Set<String> = [
      "format", "color", "width", "history-size", "editing-mode", "hints", "highlight",
    ]
    return Settings.all.filter {
      settings.origin(of: $0) == .line && !ofOutput.contains($0.name)
    }.map { "set \($0.name)=\(settings.value(of: $0))" }
  }

  /// The lines that make the session what it is. Those of a plan that was imported are left out
  /// once there is another plan; the selections they stood on stay.
  fileprivate var effectiveLines: [String] {
    let steps = Array(timeline.effective)
    let imported = session.plan.isEmpty ? -1 : steps.lastIndex { $0.run != nil } ?? -1
    var lines: [String] = []
    for index in 0...steps.count {
      // What a line means depends on who was fetched by then.
      lines += fetches.filter { min($0.step, steps.count) == index }.map(\.line)
      guard index < steps.count else { break }
      let step = steps[index]
      if step.run == nil, index > imported || step.before.plan == step.after.plan {
        lines.append(step.origin.line)
      }
    }
    return lines
  }
}

/// A plan as lines that name everybody by e-mail, grouped by what they get.
struct PinnedLines {
  private(set) var lines: [String] = []

  init(_ plan: Plan, in directory: Directory) {
    let names = PersonName(directory: directory)
    var groups: [[String]: [String]] = [:]
    var order: [[String]] = []
    for row in plan.rows {
      let commands = Self.commands(row)
      if groups[commands] == nil { order.append(commands) }
      groups[commands, default: []].append(names.selector(for: row.person.id))
    }
    for commands in order {
      let people = (groups[commands] ?? []).joined(separator: ", ")
      lines += commands.map { $0.replacing(marker: "(\(people))") }
    }
  }

  /// The lines of one row, with a marker where the people go.
  private static func commands(_ row: PlanRow) -> [String] {
    func ending(_ replaces: Bool) -> String { replaces ? " --replace" : "" }
    var commands: [String] = []
    if let role = row.role {
      commands.append("role \(role.value) for \(marker)\(ending(role.replaces))")
    }
    switch row.customer?.value {
    case .existing(let id): commands.append("customer \(id) for \(marker)")
    case .named(let name):
      commands.append("customer \(Word.sourceForm(of: name.text)) for \(marker) --new")
    case .ambiguousAccount, .noAccount: commands.append("customer auto for \(marker)")
    case nil: break
    }
    if let profile = row.profile {
      commands.append("profile \(profile.value) for \(marker)\(ending(profile.replaces))")
    }
    if !row.projects.isEmpty {
      let projects = row.projects.map(\.value.text).joined(separator: ", ")
      commands.append("assign \(projects) for \(marker)")
    }
    for (project, profile) in row.projectProfiles.sorted(by: { $0.key < $1.key }) {
      commands.append(
        "profile \(profile.value) in \(project) for \(marker)\(ending(profile.replaces))")
    }
    if !row.accepted.isEmpty { commands.append("accept \(marker)") }
    return commands
  }

  /// Not a character of any line: it can't be typed unquoted.
  fileprivate static let marker = "\u{0}"
}

extension String {
  fileprivate func replacing(marker people: String) -> String {
    split(separator: PinnedLines.marker, omittingEmptySubsequences: false).joined(separator: people)
  }
}
