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
    .crm(try #require(PeopleSchema.users.index(of: name)))
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
