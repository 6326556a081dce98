/// The contacts and accounts of the world. Nothing of them is held: a record is a function of the seed
/// and its number, so that a million of them cost no memory.
struct RecordWorld: Sendable {
  let seed: UInt64
  let contacts: Int
  let accounts: Int
  /// What the caller's profile hides: such a field is missing in every answer. [G]
  private let hidden: Set<String>
  /// Those who own records, in turn.
  private let owners: [CRMUser]

  init(_ options: SandboxOptions, company: Company) {
    seed = options.seed
    contacts = options.contacts
    accounts = options.accounts
    hidden = options.hiddenFields
    let working = company.users.filter(\.isActiveAndConfirmed)
    owners = Array((working.isEmpty ? company.users : working).prefix(12))
  }

  /// The fields of a module that the caller may see, `id` apart.
  func fields(of module: RecordModule) -> [RecordField] {
    hidden.isEmpty ? module.fields : module.fields.filter { isVisible($0.name) }
  }

  /// Whether the caller may ask for a field, by a lookup too.
  func isKnown(_ field: String, in module: RecordModule) -> Bool {
    RecordSearch.isKnown(field, in: module) && isVisible(String(field.prefix { $0 != "." }))
  }

  /// Whether the caller may see a field.
  func isVisible(_ name: String) -> Bool {
    hidden.isEmpty || !hidden.contains(name.lowercased())
  }

  /// A contact's or an account's number is in its id, so that ids stand in the order of numbers.
  private static let firstContact = 412_000_001
  private static let firstAccount = 401_000_001
  private static let step = 3

  static func contactID(_ index: Int) -> String { CRMID.text(firstContact + step * index) }
  static func accountID(_ index: Int) -> String { CRMID.text(firstAccount + step * index) }

  /// The number of the record with an id in a module; nil when none can have it.
  func index(of id: String, in module: RecordModule) -> Int? {
    let first = module == .contacts ? Self.firstContact : Self.firstAccount
    guard let number = Int64(id), let base = Int64(CRMID.text(first)), number >= base,
      (number - base) % Int64(Self.step) == 0
    else { return nil }
    let index = Int((number - base) / Int64(Self.step))
    return index < count(of: module) ? index : nil
  }

  /// How many records of a module have an id up to and including this one.
  func count(upTo id: Int64, in module: RecordModule) -> Int {
    let first = module == .contacts ? Self.firstContact : Self.firstAccount
    guard let base = Int64(CRMID.text(first)), id >= base else { return 0 }
    return min(Int((id - base) / Int64(Self.step)) + 1, count(of: module))
  }

  /// How many records a module has.
  func count(of module: RecordModule) -> Int { module == .contacts ? contacts : accounts }

  /// When a record was made: two minutes after the one before it.
  func created(_ index: Int) -> Int64 {
    CivilTime.milliseconds(year: 2020, month: 1, day: 6) + Int64(index) * 120_000
  }

  /// When it was changed last: in the order of the records too.
  func modified(_ index: Int) -> Int64 {
    created(index) + 30 * CivilTime.day + Int64(index % 100) * 1_000
  }

  /// The first record that was changed after a time, in milliseconds.
  func firstModified(after time: Int64, in module: RecordModule) -> Int {
    var (low, high) = (0, count(of: module))
    while low < high {
      let middle = (low + high) / 2
      if modified(middle) > time { high = middle } else { low = middle + 1 }
    }
    return low
  }

  func owner(_ index: Int) -> CRMUser { owners[index % owners.count] }

  func account(_ index: Int) -> CastAccount {
    let cast = CastAccount.all
    guard index >= cast.count else { return cast[index] }
    var random = SplitMix64(seed: seed &+ 0xACC0_0000 &+ UInt64(index))
    let (first, second) = (random.pick(Self.firstWords), random.pick(Self.secondWords))
    let name = "\(first) \(second) \(index - cast.count + 1)"
    return CastAccount(
      name: name, domain: "\(first.lowercased())\(index - cast.count + 1).example",
      industry: random.pick(Self.industries))
  }

  func contact(_ index: Int) -> Person {
    let cast = CastContact.all
    if index < cast.count, cast[index].account.map({ $0 < accounts }) != false {
      return Person(cast[index])
    }
    var random = SplitMix64(seed: seed &+ 0xC047_AC70_0000 &+ UInt64(index))
    let member = OrdinaryPeople.member(index, seed: seed &+ 17)
    let hasAccount = accounts > 0 && random.below(50) != 0
    let ordinary = max(accounts - CastAccount.all.count, 0)
    let account =
      !hasAccount
      ? nil
      : ordinary > 0 ? CastAccount.all.count + random.below(ordinary) : random.below(accounts)
    let domain = account.map { self.account($0).domain } ?? "private.example"
    let local = (member.email ?? "nobody").prefix { $0 != "@" }
    return Person(
      first: member.first, last: member.last,
      email: random.below(40) == 0 ? nil : "\(local).\(index)@\(domain)", account: account,
      department: random.below(10) == 0 ? nil : random.pick(Self.departments),
      title: random.pick(Self.titles))
  }

  /// A contact's own values.
  struct Person: Sendable {
    let first: String?
    let last: String
    let email: String?
    let account: Int?
    let department: String?
    let title: String?

    init(
      first: String?, last: String, email: String?, account: Int?, department: String?,
      title: String?
    ) {
      self.first = first
      self.last = last
      self.email = email
      self.account = account
      self.department = department
      self.title = title
    }

    init(_ cast: CastContact) {
      self.init(
        first: cast.first, last: cast.last, email: cast.email, account: cast.account,
        department: cast.department, title: cast.title)
    }
  }

  static let industries = ["Manufacturing", "Transport", "Food", "Retail", "Energy", "Health"]
  static let departments = [
    "Sales", "Finance", "IT", "Operations", "Purchasing", "Legal", "Marketing",
  ]
  private static let titles = ["Specialist", "Manager", "Director", "Assistant", "Engineer"]
  private static let firstWords = [
    "Alder", "Brook", "Cobalt", "Delta", "Ember", "Falcon", "Granite", "Hazel", "Iris", "Juniper",
  ]
  private static let secondWords = [
    "Logistics", "Works", "Trading", "Systems", "Foods", "Partners", "Energy", "Textiles",
  ]
}
