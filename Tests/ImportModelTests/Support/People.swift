import ImportModel
import Testing

extension Sample {
  /// A CRM user with the named fields; all others are empty.
  static func record(_ id: String, _ values: [String: FieldValue]) throws -> CRMUserRecord {
    var row = Array(repeating: FieldValue.empty, count: PeopleSchema.users.fields.count)
    for (name, value) in values { row[try #require(PeopleSchema.users.index(of: name))] = value }
    return CRMUserRecord(id: try self.id(id), values: row)
  }

  static func field(_ name: String) throws -> FilterField {
    .crm(try place(name))
  }

  /// Where a field of users stands.
  static func place(_ name: String) throws -> FieldPlace {
    try #require(CRMSchemas().place(of: name, in: [.users]))
  }

  /// A CRM contact with the named fields; all others are empty.
  static func contact(_ id: String, _ values: [String: FieldValue]) throws -> CRMRecord {
    try record(id, values, in: .contacts)
  }

  static func record(
    _ id: String, _ values: [String: FieldValue], in schema: PeopleSchema
  ) throws -> CRMRecord {
    var row = Array(repeating: FieldValue.empty, count: schema.fields.count)
    for (name, value) in values { row[try #require(schema.index(of: name))] = value }
    return CRMRecord(id: try self.id(id), values: row)
  }

  /// The directory's four users; contacts 11 Eva of Blue Kite, 12 Ana (user 1 too), 13 Fay without an
  /// address, 14 and 15 of two accounts called Acme.
  static func mixedDirectory() throws -> Directory {
    var contacts = RecordTable<CRMContact>(.contacts)
    func person(_ id: String, _ email: String?, _ account: (String, String)?) throws -> CRMRecord {
      try contact(
        id,
        [
          "Email": email.map { .text($0) } ?? .empty, "Full_Name": .text("Contact \(id)"),
          "Account_Name.id": account.map { .text($0.0) } ?? .empty,
          "Account_Name": account.map { .text($0.1) } ?? .empty, "Department": .text("Sales"),
          "Modified_Time": .time(150),
        ])
    }
    contacts.append([
      try person("11", "eva@kite.com", ("91", "Blue Kite")),
      try person("12", "Ana@X.com", ("91", "Blue Kite")), try person("13", nil, nil),
      try person("14", "gil@acme.com", ("92", "Acme")),
      try person("15", "hal@acme.com", ("93", " ACME ")),
    ])
    return Directory(users: try directory().users, contacts: contacts)
  }

  /// Ana 1 and Bo 2 (one role), Cy 3 without an address, Di 4 with Ana's address in capitals.
  static func directory() throws -> Directory {
    Directory(users: [
      try record(
        "1",
        [
          "email": .text("ana@x.com"), "full_name": .text("Ana Lopez"), "role": .text("Sales"),
          "status": .text("active"), "confirm": .flag(true), "Modified_Time": .time(100),
          "city": .text("M\u{E1}laga"), "phone": .text("9"),
        ]),
      try record(
        "2",
        [
          "email": .text("bo@partner.com"), "full_name": .text("Bo"), "role": .text("Sales"),
          "status": .text("active"), "confirm": .flag(false), "Modified_Time": .time(200),
          "phone": .text("10"),
        ]),
      try record("3", ["role": .text("CEO"), "status": .text("disabled")]),
      try record("4", ["email": .text("ANA@X.com"), "confirm": .flag(true)]),
    ])
  }
}
