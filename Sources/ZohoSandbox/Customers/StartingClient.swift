/// A client user who is in the portal from the start.
struct StartingClient: Sendable {
  let customer: String
  let person: StartingPerson

  private init(
    _ address: String, _ first: String, _ last: String, of customer: String,
    in projects: [String] = [], isActive: Bool = true, isConfirmed: Bool = true
  ) {
    self.customer = customer
    person = StartingPerson(
      address: address, first: first, last: last, role: "", profile: Portal.clientProfileName,
      isActive: isActive, isConfirmed: isConfirmed, projects: projects)
  }

  /// The customers of every world: "Blue Kite Ltd" beside CRM's account "Blue Kite", one spelt as its
  /// account, and two of one name.
  static let customers = ["Blue Kite Ltd", "Solaris Freight", "Meridian Partners", "Acme", "Acme"]

  /// Ines is a contact of Blue Kite in CRM and client user of Solaris Freight here.
  static let all = [
    StartingClient(
      "paul.keller@solaris.example", "Paul", "Keller", of: "Solaris Freight", in: ["Website"]),
    StartingClient(
      "ines.moreau@solaris.example", "Ines", "Moreau", of: "Solaris Freight", in: ["Website"]),
    StartingClient(
      "greta.lind@bluekite.example", "Greta", "Lind", of: "Blue Kite Ltd", in: ["Mobile App"],
      isConfirmed: false),
    StartingClient(
      "omar.said@meridian.example", "Omar", "Said", of: "Meridian Partners", isActive: false),
  ]
}
