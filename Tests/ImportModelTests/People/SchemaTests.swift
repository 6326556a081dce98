import ImportModel
import Testing

struct SchemaTests {
  @Test func `a field that users and contacts have is of one type`() throws {
    let schemas = CRMSchemas()
    let shared = schemas.users.fields.filter { schemas.contacts.index(of: $0.apiName) != nil }
    #expect(shared.map(\.key).contains("email") && shared.map(\.key).contains("modified_time"))
    for field in shared {
      let index = try #require(schemas.contacts.index(of: field.apiName))
      #expect(schemas.contacts.fields[index].type == field.type, "\(field.apiName)")
    }
  }

  @Test(arguments: CRMModule.allCases)
  func `no schema names a field twice`(module: CRMModule) {
    let keys = CRMSchemas()[module].fields.map(\.key)
    #expect(Set(keys).count == keys.count)
  }

  @Test func `a field is found in any case, where it is, and nowhere else`() throws {
    let schemas = CRMSchemas()
    let everywhere = Set(CRMModule.allCases)
    let email = try #require(schemas.place(of: "EMAIL", in: everywhere))
    #expect(email[.users] == 0 && email[.contacts] == 0 && email[.accounts] == nil)
    let department = try #require(schemas.place(of: "department", in: everywhere))
    #expect(department[.users] == nil && department[.contacts] != nil)
    #expect(schemas.field(at: department).apiName == "Department")
    let industry = try #require(schemas.place(of: "Industry", in: everywhere))
    #expect(industry[.contacts] == nil && schemas.field(at: industry).apiName == "Industry")
    #expect(schemas.place(of: "department", in: [.users, .accounts]) == nil)
    #expect(schemas.place(of: "no such", in: everywhere) == nil && FieldPlace() == nil)
  }

  @Test func `an organisation's own fields stand behind Zoho's`() throws {
    let own = Field("Tier", .choice)
    let schema = PeopleSchema.contacts.adding([Field("email", .flag), own])
    #expect(schema.fields == PeopleSchema.contacts.fields + [own])
    #expect(schema.index(of: "TIER") == PeopleSchema.contacts.fields.count)
    let schemas = CRMSchemas(contacts: schema)
    #expect(try #require(schemas.place(of: "tier", in: [.users, .contacts]))[.users] == nil)
  }

  @Test func `modules have Zoho's names in paths and plain words in the language`() {
    #expect(CRMModule.allCases.map(\.rawValue) == ["users", "Contacts", "Accounts"])
    #expect(CRMModule.allCases.map(\.word) == ["users", "contacts", "accounts"])
    #expect(PersonKind.allCases.map(\.module) == [.users, .contacts])
  }
}
