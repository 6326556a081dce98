/// A person of the cast: hand-written, the same in every world.
struct CastMember: Sendable {
  let first: String?
  let last: String
  /// The part before `@zylker.example`, or a whole address; nil for none.
  let address: String?
  /// Name of the CRM role.
  let role: String
  /// Name of the CRM profile.
  var profile = "Standard"
  var status = "active"
  var isConfirmed = true
  /// What kind of user it is, in CRM's words.
  var type = CRMUser.regular
  /// Whether CRM leaves out the whole name, and whether the invitation was accepted.
  var isTerse = false

  /// The whole address.
  var email: String? {
    address.map { $0.contains("@") ? $0 : "\($0)@\(CastMember.domain)" }
  }

  /// The company's mail domain; `.example` belongs to nobody.
  static let domain = "zylker.example"
}

extension CastMember {
  /// The people every world begins with: administrators, people of the portal, and the data that
  /// breaks tools.
  static let crm: [CastMember] = administrators + knownToPortal + hardNames + hardAddresses + gone

  /// The person the portal belongs to.
  static let owner = administrators[0]
  /// The person who calls when the caller is not an administrator.
  static let standardCaller = knownToPortal[0]

  private static let administrators = [
    CastMember(
      first: "Patricia", last: "Boyle", address: "patricia.boyle", role: "CEO",
      profile: "Administrator"),
    CastMember(
      first: "Daniel", last: "Okafor", address: "daniel.okafor", role: "Manager",
      profile: "Administrator"),
    CastMember(
      first: "Mei", last: "Tanaka", address: "mei.tanaka", role: "Support Manager",
      profile: "Administrator"),
  ]

  private static let knownToPortal = [
    CastMember(first: "Priya", last: "Nair", address: "priya.nair", role: "Sales Manager"),
    CastMember(first: "Anna", last: "Schmidt", address: "anna.schmidt", role: "Account Manager"),
    CastMember(first: "Fatima", last: "Zahra", address: "fatima.zahra", role: "Support Manager"),
    CastMember(first: "Oliver", last: "Grant", address: "oliver.grant", role: "Account Manager"),
  ]

  private static let hardNames = [
    CastMember(
      first: "Maximiliana-Theodora", last: "Wolfeschlegelsteinhausen-Bergerdorff-Lu",
      address: "maximiliana.wolfe", role: "Engineer", profile: "Engineering"),
    CastMember(
      first: "ליאור", last: "אברהמי", address: "lior.avrahami", role: "Engineer",
      profile: "Engineering"),
    CastMember(
      first: "Zoë 👩‍💻", last: "Lindqvist", address: "zoe.lindqvist", role: "Engineer",
      profile: "Engineering"),
    CastMember(
      first: "Ame\u{301}lie", last: "Nu\u{301}n\u{303}ez", address: "amelie.nunez",
      role: "Sales Rep", profile: "Sales Team"),
    CastMember(
      first: "小明", last: "王", address: "wang.xiaoming", role: "Sales Rep", profile: "Sales Team"),
    CastMember(
      first: "Mallory\u{1B}[31m", last: "Red\u{7}\u{9B}2J", address: "mallory.red",
      role: "Sales Rep", profile: "Sales Team"),
    CastMember(
      first: nil, last: "Cho", address: "cho", role: "Contractor"),
  ]

  private static let hardAddresses = [
    CastMember(first: "Siobhán", last: "O'Brien", address: "o'brien", role: "Sales Manager"),
    // Begins with U+0430, the Cyrillic a: another person than anna.schmidt.
    CastMember(
      first: "\u{410}nna", last: "Schmidt", address: "\u{430}nna.schmidt", role: "Sales Rep",
      profile: "Sales Team"),
    CastMember(
      first: "Noor", last: "Haddad", address: nil, role: "Sales Rep", profile: "Sales Team"),
    CastMember(
      first: "Jonas", last: "Weber", address: "jonas.weber", role: "Sales Rep",
      profile: "Sales Team"),
    CastMember(
      first: "J.", last: "Weber", address: "Jonas.Weber@Zylker.example", role: "Sales Rep",
      profile: "Sales Team"),
  ]

  private static let gone = [
    CastMember(
      first: "Gert", last: "Novak", address: "gert.novak", role: "Engineer",
      profile: "Administrator", status: "disabled"),
    CastMember(
      first: "Lena", last: "Fischer", address: "lena.fischer", role: "Sales Rep",
      profile: "Sales Team", status: "deleted"),
    CastMember(
      first: "Ivan", last: "Petrov", address: "ivan.petrov", role: "Sales Rep",
      profile: "Sales Team", isConfirmed: false),
  ]
}
