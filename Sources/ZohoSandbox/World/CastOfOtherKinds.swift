extension CastMember {
  /// Users of every other kind that CRM has, of one it has not, and one of whom it tells little: with
  /// `--user-kinds all` they stand behind everybody else. [C] OAS26 getUsers `type__s`
  static let otherKinds = [
    other("Zia", "Helper", "zia.helper", "Digital Employee"),
    other("Nightly", "Sync", "nightly.sync", "System User"),
    other("Rhea", "Stone", "rhea.stone", "Support User"),
    other("Clara", "Vance", "clara.vance@northwind.example", "Client Portal User"),
    other("Luis", "Prado", "luis.prado", CRMUser.lite),
    other("Sam", "Boxer", "sam.boxer", "Sandbox Developer User"),
    other("Tess", "Moreno", "tess.moreno", "Team User"),
    other("Nova", "Quist", "nova.quist", "Field Visitor"),
    CastMember(
      first: "Nell", last: "Ames", address: "nell.ames", role: "Contractor", isTerse: true),
  ]

  private static func other(
    _ first: String, _ last: String, _ address: String, _ type: String
  ) -> CastMember {
    CastMember(first: first, last: last, address: address, role: "Contractor", type: type)
  }
}
