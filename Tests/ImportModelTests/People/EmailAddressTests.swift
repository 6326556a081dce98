import ImportModel
import Testing

struct EmailAddressTests {
  @Test(arguments: [
    ("ana@x.com", "ana@x.com"), (" Ana@X.COM\t", "ana@x.com"), ("\u{A0}a@x.com", "a@x.com"),
    ("o'brien+tag@x.com", "o'brien+tag@x.com"), ("a.na@x.com", "a.na@x.com"),
    ("JOS\u{C9}@x.com", "jos\u{E9}@x.com"), ("a@localhost", "a@localhost"),
    ("a@B\u{DC}CHER.example", "a@b\u{FC}cher.example"),
  ])
  func `an address is compared by its canonical form`(text: String, canonical: String) throws {
    let address = try #require(EmailAddress(text))
    #expect(address.canonical == canonical)
    #expect(address.text == text.trimmingBlanks())
  }

  @Test(arguments: [
    "", "ana", "@x.com", "ana@", "a@b@c", "a b@x.com", "a@x .com", "a\u{0}@x.com", "<a@x.com>",
    "\"a\"@x.com", "a@.com", "a@com.", "a,b@x.com", "a;b@x.com", "a\\b@x.com", "a\u{202E}@x.com",
    "a\u{200B}b@x.com", "a\n@x.com", "a@[1.2.3.4]", String(repeating: "a", count: 249) + "@x.com",
  ])
  func `what is no address is none`(text: String) {
    #expect(EmailAddress(text) == nil)
  }

  @Test func `an address has up to 254 bytes`() {
    #expect(EmailAddress(String(repeating: "a", count: 248) + "@x.com") != nil)
  }

  @Test func `dots and plus tags make two people`() throws {
    #expect(try Sample.email("ana+x@x.com") != Sample.email("ana@x.com"))
    #expect(try Sample.email("a.na@x.com") != Sample.email("ana@x.com"))
    #expect(try Set([Sample.email("Ana@x.com"), Sample.email("ana@X.com")]).count == 1)
  }

  @Test func `only ASCII domains can be compared`() throws {
    #expect(try Sample.email("jos\u{E9}@x.com").hasComparableDomain)
    #expect(try !Sample.email("a@b\u{FC}cher.example").hasComparableDomain)
    #expect(try Sample.email("a@X.com").domain == "x.com")
  }
}
