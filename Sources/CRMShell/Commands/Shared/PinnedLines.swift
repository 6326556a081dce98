import CommandLanguage
import ImportModel

/// A plan as lines that name everybody by e-mail and everything by id, grouped by what people get.
struct PinnedLines {
  /// Each with the names of what stands in it by id, empty where nothing does.
  private(set) var lines: [(line: String, names: String)] = []

  private let portal: Portal

  init(_ plan: Plan, in fetched: Fetched) {
    portal = fetched.portal
    let names = PersonName(directory: fetched.directory)
    var groups: [[Command]: [String]] = [:]
    var order: [[Command]] = []
    for row in plan.rows {
      let commands = commands(of: row)
      if groups[commands] == nil { order.append(commands) }
      groups[commands, default: []].append(names.selector(for: row.person.id))
    }
    for commands in order {
      let people = Self.list(groups[commands] ?? [])
      lines += commands.map { ("\($0.beginning) \(people)\($0.ending)", $0.names) }
    }
  }

  /// A line without its people.
  private struct Command: Hashable {
    let beginning: String
    var ending = ""
    var names = ""
  }

  /// More than a few stand one a line, so that a change of one of them changes one line.
  private static func list(_ people: [String]) -> String {
    people.count > 3
      ? "(\n  \(people.joined(separator: ",\n  ")))" : "(\(people.joined(separator: ", ")))"
  }

  private func commands(of row: PlanRow) -> [Command] {
    func ending(_ replaces: Bool) -> String { replaces ? " --replace" : "" }
    var commands: [Command] = []
    if let role = row.role {
      commands.append(
        Command(
          beginning: "role \(role.value) for", ending: ending(role.replaces),
          names: portal.roles.first { $0.id == role.value }?.name ?? ""))
    }
    if let choice = row.customer?.value { commands.append(command(of: choice)) }
    if let profile = row.profile {
      commands.append(
        Command(
          beginning: "profile \(profile.value) for", ending: ending(profile.replaces),
          names: name(of: profile.value)))
    }
    if !row.projects.isEmpty {
      let projects = row.projects.map(\.value)
      commands.append(
        Command(
          beginning: "assign \(projects.map(\.text).joined(separator: ", ")) for",
          names: projects.map { Word.sourceForm(of: name(of: $0)) }.joined(separator: ", ")))
    }
    for (project, profile) in row.projectProfiles.sorted(by: { $0.key < $1.key }) {
      commands.append(
        Command(
          beginning: "profile \(profile.value) in \(project) for",
          ending: ending(profile.replaces),
          names: "\(name(of: profile.value)) in \(name(of: project))"))
    }
    if !row.accepted.isEmpty { commands.append(Command(beginning: "accept")) }
    return commands
  }

  private func command(of choice: CustomerChoice) -> Command {
    switch choice {
    case .existing(let id):
      Command(beginning: "customer \(id) for", names: portal.customers[id]?.name ?? "")
    case .named(let name), .ofAccount(let name, _):
      Command(
        beginning: "customer \(Word.sourceForm(of: name.text, unlike: ["auto"])) for",
        ending: " --new")
    case .ambiguousAccount, .noAccount: Command(beginning: "customer auto for")
    }
  }

  private func name(of id: ProfileID) -> String {
    portal.profiles.first { $0.id == id }?.name ?? id.text
  }

  private func name(of id: ProjectID) -> String {
    portal.projects.first { $0.id == id }?.name ?? id.text
  }
}
