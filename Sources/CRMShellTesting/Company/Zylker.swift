package import ImportModel

/// A small company with one portal: people for every state and every reason to be left out.
package enum Zylker {
  /// Id of the portal `Zylker Projects`.
  package static let portalID = "60001"

  /// CRM's users in the server's order.
  package static let users: [CRMUserRecord] = [
    user(1, "patricia.boyle", "Patricia Boyle", role: "CEO", city: "Austin"),
    user(2, "priya.nair", "Priya Nair", role: "Sales Manager", city: "Chennai"),
    user(3, "o'brien", "Siobhán O'Brien", role: "Sales Manager", city: "Dublin"),
    user(4, "ana.ruiz", "Ana Ruiz", role: "Sales Manager", city: "Lugo", modified: 1_794_000_000),
    user(5, "anna.schmidt", "Anna Schmidt", role: "Account Manager"),
    user(6, "wang.xiaoming", "王小明", role: "Sales Rep", city: "成都"),
    user(7, "lior.avrahami", "ליאור אברהמי", role: "Engineer"),
    user(8, "\u{430}nna.schmidt", "\u{410}nna Schmidt", role: "Sales Rep"),
    user(9, nil, "Noor Haddad", role: "Sales Rep"),
    user(10, "jonas.weber", "Jonas Weber", role: "Sales Rep"),
    user(11, "Jonas.Weber", "J. Weber", role: "Sales Rep"),
    user(12, "gert.novak", "Gert Novak", role: "Engineer", status: "disabled"),
    user(13, "lena.fischer", "Lena Fischer", role: "Engineer", isConfirmed: false),
    user(14, "ivan.petrov", "Ivan Petrov", role: "Engineer"),
    user(15, "omar.client", "Omar Said", role: "Sales Rep"),
    user(16, "eve", "Eve \u{202E}gnp.\u{1B}[31mred\u{7}\u{200B}", role: "=SUM(A1)"),
  ].compactMap { $0 }

  /// An address of the company.
  package static func email(_ local: String) -> String { "\(local)@zylker.example" }

  /// A user by the fields that matter; `local` is the part before the `@`, nil: no address.
  package static func user(
    _ number: Int, _ local: String?, _ name: String, role: String, city: String = "",
    status: String = "active", isConfirmed: Bool = true, modified: Int64 = 1_760_000_000
  ) -> CRMUserRecord? {
    let values: [String: FieldValue] = [
      "email": local.map { .text(email($0)) } ?? .empty, "full_name": .text(name),
      "role": .text(role), "profile": .text("Standard"), "status": .text(status),
      "confirm": .flag(isConfirmed), "city": city.isEmpty ? .empty : .text(city),
      "modified_time": .time(modified),
    ]
    return CRMUserID(String(5_000_000 + number)).map { id in
      CRMUserRecord(id: id, values: PeopleSchema.users.fields.map { values[$0.key] ?? .empty })
    }
  }

  /// Patricia, an administrator who lives in Madrid's time.
  package static func caller(isAdministrator: Bool = true) -> CRMCaller? {
    CRMUserID("5000001").map { id in
      CRMCaller(
        id: id, name: "Patricia Boyle", email: email("patricia.boyle"),
        profile: isAdministrator ? "Administrator" : "Standard", isAdministrator: isAdministrator,
        timeZone: "Europe/Madrid")
    }
  }

  /// Seven administrators, so that naming the first five shows.
  package static let administrators: [CRMCaller] = (1...7).compactMap { number in
    CRMUserID("51\(number)").map { id in
      CRMCaller(
        id: id, name: "Admin \(number)", email: email("admin\(number)"), profile: "Administrator",
        isAdministrator: true, timeZone: nil)
    }
  }

  /// The organisation with an edition as CRM tells it.
  package static func organisation(paid: String? = "enterprise", trial: String? = nil)
    -> CRMOrganisation
  {
    CRMOrganisation(id: "7000", name: "Zylker", paidType: paid, trialType: trial)
  }
}
