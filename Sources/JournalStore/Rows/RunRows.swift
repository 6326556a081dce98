import GRDB
import ImportEngine
import ImportModel

/// What a run starts with.
enum RunRows {
  static func insert(_ opening: RunOpening, _ db: Database) throws -> Int {
    let context = opening.context
    try db.execute(
      cached: """
        INSERT INTO run (base_url, account, portal, instance, portal_name, os_user, crm_caller,
          host, version, plan, state, reason, started_at, notify, batch, revert_of)
        VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
        """,
      arguments: [
        context.key.baseURL, context.key.account, context.key.portal.text, context.key.instance,
        context.portalName, context.osUser, context.crmCaller, context.host, context.version,
        opening.planDigest, opening.stateDigest, opening.reason, opening.startedAt,
        opening.settings.notify.rawValue, opening.settings.batch, opening.revertOf,
      ])
    let run = Int(db.lastInsertedRowID)
    var lines = LongLines.Writer(run)
    for (position, person) in opening.people.enumerated() {
      try insert(person, run, position, &lines, db)
    }
    for (n, snapshot) in opening.items.enumerated() { try insert(snapshot, run, n, db) }
    return run
  }

  private static func insert(
    _ person: JournalPerson, _ run: Int, _ position: Int, _ lines: inout LongLines.Writer,
    _ db: Database
  ) throws {
    try db.execute(
      cached: """
        INSERT INTO person (run, position, kind, id, name, email, canonical, change, blocked,
          role_id, role_name, profile_id, profile_name, customer_id, customer_name)
        VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
        """,
      arguments: [
        run, position, person.id.kind.rawValue, person.id.text, person.name, person.emailText,
        person.canonicalEmail, person.change.rawValue,
        person.blocked.map(\.rawValue).joined(separator: ","), person.role?.id,
        person.role?.name, person.profile?.id, person.profile?.name, person.customer?.id,
        person.customer?.name,
      ])
    for (n, entry) in person.projects.enumerated() {
      try db.execute(
        cached: "INSERT INTO assignment VALUES (?,?,?,?,?,?,?)",
        arguments: [
          run, position, n, entry.project.id, entry.project.name, entry.profile?.id,
          entry.profile?.name,
        ])
    }
    for (n, origin) in person.origins.enumerated() {
      try db.execute(
        cached: "INSERT INTO origin VALUES (?,?,?,?,?,?,?)",
        arguments: [
          run, position, n, lines.kept(origin), origin.file, origin.position, origin.scriptHash,
        ])
      try lines.insert(origin, position: position, n: n, db)
    }
    for (n, value) in person.matched.enumerated() {
      try db.execute(
        cached: "INSERT INTO matched VALUES (?,?,?,?)", arguments: [run, position, n, value])
    }
  }

  private static func insert(
    _ snapshot: ItemSnapshot, _ run: Int, _ n: Int, _ db: Database
  ) throws {
    let item = snapshot.item
    try db.execute(
      cached: "INSERT INTO item VALUES (?,?,?,?,?,?,?,?,?,NULL)",
      arguments: [
        run, n, StoredText.kind(of: item), item.email?.text, StoredText.canonical(of: item),
        item.project?.text ?? "", StoredText.customer(of: item), StoredText.text(snapshot.planned),
        StoredText.text(snapshot.before),
      ])
  }
}
