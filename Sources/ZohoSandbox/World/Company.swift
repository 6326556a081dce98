/// Something with an id and a name, as Zoho refers to it.
struct Reference: Codable, Sendable, Equatable {
  let id: String
  let name: String

  /// `{"id","name"}`.
  var json: JSON { ["id": .text(id), "name": .text(name)] }
}

/// The CRM side of the world. No call of Zoho's changes it; `ChangeRoute` does.
struct Company: Sendable, Equatable {
  /// The organisation's name.
  let name = "Zylker"
  /// CRM roles, from the top of the hierarchy down.
  let roles: [CRMRole]
  /// CRM profiles, the administrator's first.
  let profiles: [CRMProfile]
  /// Every user, of every status; the first is the super administrator.
  private(set) var users: [CRMUser]
  private var positionsByID: [String: Int]
  private var positionsByEmail: [String: Int]

  init(roles: [CRMRole], profiles: [CRMProfile], users: [CRMUser]) {
    self.roles = roles
    self.profiles = profiles
    self.users = users
    var byID: [String: Int] = [:]
    var byEmail: [String: Int] = [:]
    for (position, user) in users.enumerated() {
      byID[user.id] = position
      guard let key = user.email?.lowercased(), byEmail[key] == nil else { continue }
      byEmail[key] = position
    }
    self.positionsByID = byID
    self.positionsByEmail = byEmail
  }

  /// The user of an id.
  func user(id: String) -> CRMUser? { positionsByID[id].map { users[$0] } }

  /// The first user of an e-mail, whatever its case.
  func user(email: String) -> CRMUser? { positionsByEmail[email.lowercased()].map { users[$0] } }

  /// Changes somebody at this time, in milliseconds since 1970 UTC; nothing where nobody has the id.
  mutating func update(_ id: String, at time: Int64, _ change: (inout CRMUser) -> Void) {
    guard let position = positionsByID[id] else { return }
    change(&users[position])
    users[position].modified = time
  }

  /// Adds somebody behind all others.
  mutating func add(_ user: CRMUser) {
    positionsByID[user.id] = users.count
    if let key = user.email?.lowercased(), positionsByEmail[key] == nil {
      positionsByEmail[key] = users.count
    }
    users.append(user)
  }
}

/// A CRM role: a place in the hierarchy, not a Projects role.
struct CRMRole: Sendable, Equatable {
  let reference: Reference
  /// The role above; nil at the top.
  let above: Reference?
}

/// A CRM profile: permissions in CRM.
struct CRMProfile: Sendable, Equatable {
  let reference: Reference
  let isCustom: Bool
}

/// A user of the CRM.
struct CRMUser: Sendable, Equatable {
  let id: String
  /// nil until the invitation is accepted.
  var zuid: String?
  var firstName: String?
  var lastName: String
  /// nil for the one without.
  var email: String?
  var role: Reference
  var profile: Reference
  var status = "active"
  var statusReason: String?
  /// Whether the invitation was accepted.
  var isConfirmed = true
  var place: Place
  /// The manager.
  var reportingTo: Reference?
  /// Milliseconds since 1970 UTC.
  var created: Int64
  /// Milliseconds since 1970 UTC.
  var modified: Int64
  var phone: String?
  /// What kind of user it is, in CRM's words.
  var type = CRMUser.regular
  /// Whether answers leave out the whole name and whether the invitation was accepted.
  var isTerse = false

  /// What nearly everybody is.
  static let regular = "Regular User"
  /// Whom lists leave out unless they are asked for.
  static let lite = "Lite User"

  /// First and last name.
  var fullName: String { firstName.map { "\($0) \(lastName)" } ?? lastName }
  /// The user as others refer to them.
  var reference: Reference { Reference(id: id, name: fullName) }
  /// Whether they carry CRM's administrator profile.
  var isAdministrator: Bool { profile.name == "Administrator" }
  /// Whether they can work: active, and the invitation accepted.
  var isActiveAndConfirmed: Bool { status == "active" && isConfirmed }
}

/// Where someone works.
struct Place: Sendable, Equatable {
  let city: String
  let country: String
  let timeZone: String
  let locale: String
  let countryLocale: String
  let territory: Reference

  /// The places of the company.
  static let all: [Place] = [
    Place("Chennai", "India", "Asia/Kolkata", "hi_IN", "en_IN", "APAC"),
    Place("Madrid", "Spain", "Europe/Madrid", "es_ES", "es_ES", "EMEA"),
    Place("Berlin", "Germany", "Europe/Berlin", "de_DE", "de_DE", "EMEA"),
    Place("London", "United Kingdom", "Europe/London", "en_GB", "en_GB", "EMEA"),
    Place("Austin", "United States", "America/Chicago", "en_US", "en_US", "Americas"),
    Place("São Paulo", "Brazil", "America/Sao_Paulo", "pt_BR", "pt_BR", "Americas"),
    Place("Tokyo", "Japan", "Asia/Tokyo", "ja_JP", "ja_JP", "APAC"),
    Place("Sydney", "Australia", "Australia/Sydney", "en_GB", "en_AU", "APAC"),
    Place("Zürich", "Switzerland", "Europe/Zurich", "de_DE", "de_CH", "EMEA"),
    Place("Cairo", "Egypt", "Africa/Cairo", "ar_EG", "ar_EG", "EMEA"),
  ]

  private init(
    _ city: String, _ country: String, _ timeZone: String, _ locale: String,
    _ countryLocale: String, _ territory: String
  ) {
    self.city = city
    self.country = country
    self.timeZone = timeZone
    self.locale = locale
    self.countryLocale = countryLocale
    let number = ["Americas", "APAC", "EMEA"].firstIndex(of: territory) ?? 3
    self.territory = Reference(id: CRMID.text(31_003 + 2 * number), name: territory)
  }
}
