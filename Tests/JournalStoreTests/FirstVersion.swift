import CRMShellTesting
import Foundation
import GRDB
import ImportEngine
import ImportModel
@testable import JournalStore

/// A journal as the first version left it.
enum FirstVersion {
  /// Writes what was found out about a portal, a run that ended and a run that did not; person 1 is
  /// in both.
  static func write(to folder: String) throws {
    let file = folder + "/journal.sqlite"
    _ = FileManager.default.createFile(
      atPath: file, contents: nil, attributes: [.posixPermissions: 0o600])
    let database = try DatabaseQueue(path: file)
    try JournalSchema.migrator.migrate(database, upTo: "1 capabilities")
    let key = try PlanScene.key()
    let place: StatementArguments = [key.baseURL, key.account, key.portal.text, key.instance]
    let email = try PlanScene.email(1)
    try database.write { db in
      for end in ["10, 20, 'done', 0", "30, NULL, NULL, NULL"] {
        try db.execute(
          sql: """
            INSERT INTO run (base_url, account, portal, instance, portal_name, os_user,
              crm_caller, host, version, plan, state, started_at, ended_at, word, exit_code)
            VALUES (?, ?, ?, ?, 'p', 'me', 'a@x.com', 'h', '0.1', 'plan', 'state', \(end))
            """, arguments: place)
      }
      try db.execute(
        sql: """
          INSERT INTO capability VALUES (?, ?, ?, ?, 'yes', 'unknown', 'unknown', NULL, 'join')
          """, arguments: place)
      try db.execute(sql: people, arguments: ["email": email.canonical])
    }
    try database.close()
  }

  private static let people = """
    INSERT INTO person (run, position, kind, id, name, email, canonical, change, blocked,
      role_id, role_name, result)
    VALUES (1, 0, 'user', '1', 'Ana', :email, :email, 'add', '', '5', 'Manager', 'applied'),
      (2, 0, 'user', '1', 'Ana', :email, :email, 'change', '', NULL, NULL, NULL);
    INSERT INTO item VALUES
      (1, 0, 'role', :email, :email, '', 'id 5', 'absent', 'id 5'),
      (1, 1, 'join', :email, :email, '1', 'present', 'absent', 'present'),
      (2, 0, 'profile', :email, :email, '', 'id 9', 'id 6', NULL),
      (2, 1, 'profile', :email, :email, '1', 'id 9', 'absent', NULL);
    INSERT INTO intent VALUES (1, 1, 1, 'introduce', '1', 'Web', 'd', 11, 41);
    INSERT INTO intent_person VALUES (1, 1, 0, :email, :email, 0);
    INSERT INTO outcome VALUES (1, 1, 'applied', '', '', 12);
    """
}
