import Testing

@testable import ImportModel

struct MembersByEmailTests {
  @Test func `of one address the last membership counts, in the first one's place`() throws {
    var members = MembersByEmail()
    for number in 0..<300 {
      let isThere = members.put(try Sample.member("p\(number)@x.com"))
      #expect(!isThere)
    }
    let again = try Sample.member("P7@X.com", profile: "21")
    let isThere = members.put(again)
    #expect(isThere)
    #expect(members.count == 300)
    #expect(members.values[7].profile?.text == "21")
    #expect(members[try Sample.email("p7@x.com")] == again)
    #expect(members[try Sample.email("q@x.com")] == nil)
    #expect(members == MembersByEmail(members.values.reversed()))
    #expect(members != MembersByEmail(members.values.dropLast()))
  }

  @Test func `an address that is written as it is compared is one text`() throws {
    let plain = try Sample.email("someone.of.the.people@zylker.example")
    #expect(plain.text == plain.canonical)
    let other = try Sample.email("Someone.Of.The.People@Zylker.example")
    #expect(other.canonical == plain.text && other.text != other.canonical)
  }

  @Test func `a list with somebody twice is as if each had been put`() throws {
    let twice = try ["a@x.com", "b@x.com", "A@x.com"].map { try Sample.member($0) }
    let list = ProjectMembers(twice)
    #expect(list.repeated == [twice[0].email])
    #expect(list.byEmail == MembersByEmail(twice))
    #expect(list.byEmail.values.map(\.email.text) == ["A@x.com", "b@x.com"])
  }

  /// A portal is read anew with each import: of its people no text is to be held once for each project.
  @Test func `members share the texts of the portal's people, and say what they said`() throws {
    let address = "someone.of.the.people@zylker.example"
    let other = "Someone.Else.Of.Them@zylker.example"
    let id = "2063927000004567001"
    let users = PortalUsers([
      try Sample.user(address, id: id), try Sample.user(other.lowercased()),
    ])
    let profile = "2063927000000000123"
    let told = try [
      Sample.member(Sample.anew(address), id: Sample.anew(id), profile: Sample.anew(profile)),
      Sample.member(other, profile: Sample.anew(profile)),
      Sample.member("a.third.who.is.unknown@zylker.example"),
    ]
    var list = ProjectMembers(told)
    list.shareTexts(with: users)
    #expect(list == ProjectMembers(told))
    #expect(list.byEmail.values.map(\.email.text) == told.map(\.email.text))
    let (first, second) = (list.byEmail.values[0], list.byEmail.values[1])
    #expect(Sample.isSameText(first.email.text, users.all[0].email.text))
    #expect(Sample.isSameText(first.projectUserID.text, users.all[0].id.text))
    #expect(Sample.isSameText(second.profile?.text, first.profile?.text))
  }
}
