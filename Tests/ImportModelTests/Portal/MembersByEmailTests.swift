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
}
