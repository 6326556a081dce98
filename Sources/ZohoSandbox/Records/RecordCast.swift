/// An account of the cast: hand-written, the same in every world that is large enough.
struct CastAccount: Sendable {
  let name: String
  /// What stands behind the `@` of its people.
  let domain: String
  var industry = "Manufacturing"

  /// The accounts every world begins with. The portal has a customer "Blue Kite Ltd", one called
  /// exactly as Solaris Freight, and two called Acme; the next two are new to it.
  static let all = [
    CastAccount(name: "Blue Kite", domain: "bluekite.example", industry: "Aviation"),
    CastAccount(name: "Solaris Freight", domain: "solaris.example", industry: "Transport"),
    CastAccount(name: "Northwind Foods", domain: "northwind.example", industry: "Food"),
    CastAccount(name: "Harbour & Sons", domain: "harbour.example", industry: "Shipping"),
    CastAccount(name: "Acme", domain: "acme.example"),
    CastAccount(name: "Acme", domain: "acme-tools.example"),
    CastAccount(name: "Döhler GmbH", domain: "doehler.example"),
    CastAccount(name: "山田商事", domain: "yamada.example"),
    CastAccount(name: "Smith, \"Jones\" & Co", domain: "smithjones.example"),
    CastAccount(name: "Trailing Space ", domain: "trailing.example"),
    CastAccount(name: "Red\u{1B}[31m Alert", domain: "redalert.example"),
    CastAccount(name: "Meridian Partners", domain: "meridian.example", industry: "Consulting"),
  ]
}

/// A contact of the cast.
struct CastContact: Sendable {
  let first: String?
  let last: String
  /// A whole address; nil for none.
  let email: String?
  /// The number of its account; nil for none.
  let account: Int?
  var department: String?
  var title: String?

  private init(
    _ first: String?, _ last: String, _ email: String?, of account: Int?,
    department: String? = nil, title: String? = nil
  ) {
    self.first = first
    self.last = last
    self.email = email
    self.account = account
    self.department = department
    self.title = title
  }

  /// The contacts every world begins with.
  static let all = companies + refused + hardNames

  /// Six people in each of the first four accounts.
  private static let companies: [CastContact] = [
    ["Ada Lind", "Bo Lindqvist", "Carla Ruiz", "Dario Fo", "Elin Berg", "Faruk Demir"],
    ["Gita Rao", "Hugo Blanc", "Ida Sand", "Jan Novak", "Kira Wolf", "Luis Prado"],
    ["Mona Haug", "Nils Aker", "Olga Petrova", "Pia Holm", "Quentin Roy", "Rita Sousa"],
    ["Sven Dahl", "Tara Singh", "Ugo Ferri", "Vera Klein", "Walt Ames", "Xenia Popa"],
  ].enumerated().flatMap { account, names in
    names.enumerated().map { index, name in
      let parts = name.split(separator: " ").map(String.init)
      return CastContact(
        parts[0], parts[1],
        "\(name.lowercased().split(separator: " ").joined(separator: "."))@\(CastAccount.all[account].domain)",
        of: account, department: ["Purchasing", "IT", "Finance"][index % 3],
        title: index == 0 ? "Head of Purchasing" : "Specialist")
    }
  }

  /// One for every reason to be left out of an import.
  private static let refused = [
    // Already client user of the right customer, and of another one than her account.
    CastContact("Paul", "Keller", "paul.keller@solaris.example", of: 1, department: "IT"),
    CastContact("Ines", "Moreau", "ines.moreau@solaris.example", of: 0, department: "IT"),
    CastContact("Omar", "Said", "omar.said@meridian.example", of: 11),
    CastContact("Nora", "Quist", nil, of: 0),
    CastContact("Otto", "Alone", "otto.alone@nowhere.example", of: nil),
    // Of the portal's own domain, and nobody's user.
    CastContact("Petra", "Inside", "petra.inside@zylker.example", of: 1),
    // Users of this CRM too: one in the portal, one not.
    CastContact("Priya", "Nair", "priya.nair@zylker.example", of: 0),
    CastContact("Li", "Wang", "Wang.Xiaoming@zylker.example", of: 1),
    CastContact("Rolf", "Twice", "rolf.twice@harbour.example", of: 3),
    CastContact("R.", "Twice", "Rolf.Twice@Harbour.example", of: 3),
    CastContact("Sam", "Acme", "sam@acme.example", of: 4),
    CastContact("Tim", "Acme", "tim@acme-tools.example", of: 5),
  ]

  private static let hardNames = [
    CastContact("Jürgen", "Weiß", "juergen.weiss@doehler.example", of: 6, department: "Sales"),
    CastContact("太郎", "山田", "taro@yamada.example", of: 7, department: "Sales"),
    CastContact("Seán", "O'Neil", "o'neil@smithjones.example", of: 8),
    CastContact("أحمد", "علي", "ahmad.ali@trailing.example", of: 9),
    CastContact("Zoe 🚀", "Ze\u{301}le\u{301}", "zoe.zele@trailing.example", of: 9),
    CastContact("Eve\u{1B}[2J", "Bell\u{7}", "eve.bell@redalert.example", of: 10),
    CastContact(
      "Wilhelmina-Alexandra", "von Hohenstein-Wolkenfels zu Altenburg",
      "wilhelmina@doehler.example",
      of: 6),
    CastContact(nil, "Solo", "solo@meridian.example", of: 11),
  ]
}
