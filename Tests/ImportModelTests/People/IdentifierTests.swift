import ImportModel
import Testing

struct IdentifierTests {
  @Test(arguments: ["4150868000000225013", "a-Z_9", String(repeating: "9", count: 64)])
  func `ids are short ASCII words`(text: String) {
    #expect(CRMUserID(text)?.text == text && ProjectID(text)?.description == text)
    #expect(PortalID(text) != nil && PortalUserID(text) != nil)
    #expect(RoleID(text) != nil && ProfileID(text) != nil)
  }

  @Test(arguments: ["", "1/2", "..", "1 2", "1%2e", "é", String(repeating: "9", count: 65), "1\n"])
  func `what isn't safe in a path is no id`(text: String) {
    #expect(CRMUserID(text) == nil && ProjectID(text) == nil && PortalID(text) == nil)
    #expect(PortalUserID(text) == nil && RoleID(text) == nil && ProfileID(text) == nil)
  }

  @Test func `ids sort as numbers do`() {
    let ids = ["10", "9", "100", "11"].compactMap { ProjectID($0) }
    #expect(ids.sorted().map(\.text) == ["9", "10", "11", "100"])
  }
}
