import Testing
import ZohoWire

struct PercentEncodingTests {
  @Test(arguments: [
    ("aZ09-._~", "aZ09-._~"), ("a b+c&d=e", "a%20b%2Bc%26d%3De"), ("é😀", "%C3%A9%F0%9F%98%80"),
    ("a/b?c#d%e", "a%2Fb%3Fc%23d%25e"), ("\r\n\u{0}", "%0D%0A%00"), ("@", "%40"),
  ])
  func `every byte that is not unreserved is escaped`(text: String, expected: String) {
    #expect(PercentEncoding.encoded(text) == expected)
  }

  @Test func `an at sign stays in a path (S1)`() {
    #expect(
      ZohoPath.portalUser("bo+x@acme.example", portal: "7")
        == "/api/v3.1/portal/7/users/bo%2Bx@acme.example")
  }
}
