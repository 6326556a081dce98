import CommandLanguage
import ImportModel
import Reporting

/// `refresh`
struct RefreshCommand: ServiceCommand {
  var declaration: Declaration {
    Declaration(
      "refresh", chapter: .connection, summary: "fetch everything again, telling what changed",
      details: ["The plan stays; the selection stays with those who are still in CRM."],
      requires: [.connected],
      examples: [CommandExample(given: ["connect sandbox"], "refresh", prints: "Nothing changed")])
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    let before = try context.connected()
    guard let services = shell.services else { throw .refusal(.notConnected) }
    let after = try await shell.fetch(
      before.target, services, portal: before.portal.id.text,
      membersOf: Set(before.portal.members.keys))
    guard !Task.isCancelled else { throw .interrupted }
    let move = SessionMove(from: before.directory, to: after.directory)
    shell.session = move.carried(shell.session)
    shell.timeline = shell.timeline.mapping(move.carried)
    shell.fetched = after
    let changes = differences(before, after)
    let sentences: [Block] =
      changes.isEmpty ? [.sentence("Nothing changed.")] : changes.map { .sentence($0) }
    return Reply(
      Report(
        sentences + Gates.notices(after), data: ["changes": .strings(changes.map(\.raw))]))
  }

  private func differences(_ old: Fetched, _ new: Fetched) -> [Text] {
    var lines: [Text] = []
    let oldIDs = Set(old.directory.rows().compactMap { old.directory.id(at: $0) })
    let newIDs = Set(new.directory.rows().compactMap { new.directory.id(at: $0) })
    let (came, went) = (newIDs.subtracting(oldIDs).count, oldIDs.subtracting(newIDs).count)
    if came > 0 { lines.append("\(came, "CRM user", "CRM users") more.") }
    if went > 0 { lines.append("\(went, "CRM user", "CRM users") gone.") }
    let changed = oldIDs.intersection(newIDs).filter { id in
      guard let a = old.directory.row(of: id), let b = new.directory.row(of: id) else {
        return false
      }
      return old.directory.schema.fields.indices.contains {
        old.directory[a, $0] != new.directory[b, $0]
      }
    }.count
    if changed > 0 { lines.append("\(changed, "CRM user", "CRM users") changed.") }
    let oldUsers = Set(old.portal.users.all)
    let newUsers = Set(new.portal.users.all)
    if oldUsers != newUsers {
      lines.append(
        "Portal users: \(old.portal.users.all.count) before, \(new.portal.users.all.count) now, \(newUsers.subtracting(oldUsers).count) new or changed."
      )
    }
    if old.portal.projects != new.portal.projects {
      lines.append(
        "Projects: \(old.portal.projects.count) before, \(new.portal.projects.count) now.")
    }
    let memberships = new.portal.members.filter { old.portal.members[$0.key] != $0.value }.count
    if memberships > 0 { lines.append("Members changed in \(memberships, "project", "projects").") }
    return lines
  }
}
