import CommandLanguage
import ImportModel
import Reporting

/// `refresh`
struct RefreshCommand: ServiceCommand {
  var declaration: Declaration {
    Declaration(
      "refresh", chapter: .connection, summary: "fetch everything again, telling what changed",
      details: [
        "The plan stays; the selection stays with those who are still in CRM.",
        "More than 600 CRM users are not fetched again where CRM says that none changed since, those who are deactivated or deleted are the same, and as many are active.",
        "Contacts and accounts are fetched again as far as they were fetched before; not where CRM says that none changed since (If-Modified-Since), there are as many, and the users they name are the same.",
      ],
      requires: [.connected, .online],
      examples: [CommandExample(given: ["connect sandbox"], "refresh", prints: "Nothing changed")])
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    let before = try context.connected()
    guard let services = shell.services else { throw .refusal(.notConnected) }
    var after = try await shell.fetch(
      before.target, services, portal: before.portal.id.text,
      membersOf: Set(before.portal.members.keys), clientsOf: Set(before.portal.clients.keys),
      before: before)
    let users: [CRMModule] = after.coverage.keepsUsers ? [.users] : []
    let kept = users + (try await shell.refetch(&after, as: before, context))
    guard !Task.isCancelled else { throw .interrupted }
    var move = SessionMove(from: before.directory, to: after.directory)
    shell.session = move.carried(shell.session)
    shell.timeline = shell.timeline.mapping { move.carried($0) }
    shell.fetched = after
    let changes = differences(before, after)
    let sentences: [Block] =
      changes.isEmpty ? [.sentence("Nothing changed.")] : changes.map { .sentence($0) }
    return Reply(
      Report(
        sentences + Self.notes(kept) + Gates.notices(after),
        data: [
          "changes": .strings(changes.map(\.raw)), "kept": .strings(kept.map(\.word)),
        ]))
  }

  private static func notes(_ kept: [CRMModule]) -> [Block] {
    kept.map(note(onKept:))
  }

  /// What is said of a module that was not fetched again.
  static func note(onKept module: CRMModule) -> Block {
    .notice(.note, "\(module.word) were not fetched again: CRM says that none changed since")
  }

  private func differences(_ old: Fetched, _ new: Fetched) -> [Text] {
    var lines: [Text] = []
    lines += Self.differences("CRM user", old.directory.users, new.directory.users)
    lines += Self.differences("contact", old.directory.contacts, new.directory.contacts)
    lines += Self.differences("account", old.directory.accounts, new.directory.accounts)
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
    if old.portal.customers != new.portal.customers {
      lines.append(
        "Customers: \(old.portal.customers.count) before, \(new.portal.customers.count) now.")
    }
    return lines
  }

  private static func differences<Subject>(
    _ name: String, _ old: RecordTable<Subject>, _ new: RecordTable<Subject>
  ) -> [Text] {
    let names = name + "s"
    var (came, changed) = (0, 0)
    let columns = new.schema.fields.map { old.schema.index(of: $0.apiName) }
    for row in 0..<new.count {
      guard let id = new.id(at: row), let before = old.row(of: id) else {
        came += 1
        continue
      }
      let isSame = columns.enumerated().allSatisfy { index, column in
        column.map { old[before, $0] == new[row, index] } ?? true
      }
      if !isSame { changed += 1 }
    }
    let went = old.count - (new.count - came)
    var lines: [Text] = []
    if came > 0 { lines.append("\(came, name, names) more.") }
    if went > 0 { lines.append("\(went, name, names) gone.") }
    if changed > 0 { lines.append("\(changed, name, names) changed.") }
    return lines
  }
}
