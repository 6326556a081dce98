import ImportModel
import Testing

struct NameLookalikesTests {
  private func told(_ names: String..., portal: [PortalUser] = []) throws -> [String] {
    let people = try names.enumerated().map { place, name in
      let id = String(place + 1)
      let email = "u\(id)@x.com"
      return PlannedPerson(
        id: try Sample.person(id), name: name, emailText: email, email: EmailAddress(email),
        status: "active", isConfirmed: true, type: CRMUserType(nil))
    }
    return NameLookalikes.people(among: people, beside: try Sample.portal(users: portal))
      .map(\.name)
  }

  @Test func `a name that reads like another's is told with it`() throws {
    #expect(try told("Anna Roe", "\u{410}nna Roe", "Ben Okri") == ["Anna Roe", "\u{410}nna Roe"])
    #expect(try told("Лев", "Bo Li") == [])
  }

  @Test func `a word of two scripts is told, two words of one each are not`() throws {
    #expect(try told("P\u{435}ter Roe") == ["P\u{435}ter Roe"])
    #expect(try told("王小明 Wang", "Иван Roe", "José Łukasz") == [])
  }

  @Test func `namesakes are not meant`() throws {
    #expect(try told("José Roe", "José Roe", "JOSÉ ROE") == [])
  }
}
