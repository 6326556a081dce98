/// The many people without anything special, made by combining names.
enum OrdinaryPeople {
  /// How many of the first are sure to be active and confirmed.
  static let steady = 40

  /// Person number `index` (from 0) of the world of a seed. A larger world holds the people of a
  /// smaller one.
  static func member(_ index: Int, seed: UInt64) -> CastMember {
    let combinations = firstNames.count * lastNames.count
    // A step that shares no factor with the number of combinations visits each once a round.
    let spot = (index % combinations * step + Int(seed % UInt64(combinations))) % combinations
    let first = firstNames[spot % firstNames.count]
    let last = lastNames[spot / firstNames.count]
    let round = index / combinations
    let address = "\(first).\(last)\(round == 0 ? "" : String(round + 1))".lowercased()
    var random = SplitMix64(seed: seed ^ UInt64(index) &* 0xD1B5_4A32_D192_ED03)
    let fate = index < steady ? 99 : random.below(100)
    let role = role(of: index)
    return CastMember(
      first: first, last: last, address: address, role: role, profile: profile(of: role),
      status: fate < 4 ? "disabled" : "active", isConfirmed: !(4..<6).contains(fate))
  }

  private static func role(of index: Int) -> String {
    if index < firstRoles.count { return firstRoles[index] }
    if index % 5 == 4 { return fewerRoles[index / 5 % fewerRoles.count] }
    return firstRoles[index % firstRoles.count]
  }

  private static func profile(of role: String) -> String {
    switch role {
    case "Sales Rep": "Sales Team"
    case "Engineer": "Engineering"
    default: "Standard"
    }
  }

  private static let step = 1401
  private static let firstRoles = [
    "Sales Rep", "Sales Manager", "Engineer", "Sales Rep", "Sales Manager",
    "Sales Rep", "Engineer", "Sales Manager", "Sales Rep", "Sales Manager",
    "Engineer", "Sales Rep", "Sales Manager", "Sales Rep", "Engineer",
    "Sales Manager", "Sales Rep", "Sales Manager", "Engineer", "Sales Rep",
  ]
  private static let fewerRoles = [
    "Account Manager", "Support Agent", "Marketing Specialist", "Support Manager", "Contractor",
  ]
  private static let firstNames = [
    "Aisha", "Alan", "Amira", "Ben", "Bianca", "Carla", "Chen", "Clara", "Diego", "Dina", "Elena",
    "Emeka", "Eva", "Felix", "Gita", "Hana", "Hugo", "Ines", "Isaac", "Jana", "Jorge", "Julia",
    "Kavya", "Kofi", "Lars", "Leila", "Liam", "Lucia", "Marco", "Maya", "Mina", "Nils", "Nora",
    "Omar", "Paula", "Pedro", "Quinn", "Rafael", "Rosa", "Ruben", "Samira", "Sofia", "Stefan",
    "Tara", "Theo", "Uma", "Vera", "Viktor", "Wendy", "Xavier", "Yara", "Yusuf", "Zara",
  ]
  private static let lastNames = [
    "Abbott", "Adeyemi", "Almeida", "Andersen", "Bakker", "Banerjee", "Becker", "Bianchi",
    "Carter", "Castro", "Chavez", "Costa", "Dalton", "Das", "Diaz", "Dubois", "Eriksson", "Farah",
    "Ferrari", "Fontaine", "Garcia", "Gupta", "Hansen", "Hoffmann", "Ibrahim", "Ivanov", "Iyer",
    "Jansen", "Jensen", "Kaur", "Keller", "Kim", "Kovacs", "Kumar", "Larsen", "Lopez", "Malik",
    "Marino", "Mensah", "Moreau", "Murphy", "Nakamura", "Ndiaye", "Novotny", "Olsen", "Ortega",
    "Patel", "Pereira", "Popescu", "Quintero", "Ramos", "Rao", "Reyes", "Richter", "Rossi",
    "Santos", "Sharma", "Silva", "Singh", "Suzuki", "Tanner", "Torres", "Urban", "Vargas", "Vogel",
    "Walsh", "Weiss", "Yamada", "Young", "Zimmer", "Zhang",
  ]
}
