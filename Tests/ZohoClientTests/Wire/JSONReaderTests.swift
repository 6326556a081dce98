import Testing
import ZohoWire

struct JSONReaderTests {
  @Test func `a whole text is read with the digits of its numbers`() throws {
    let node = try JSONNode(
      parsing: Array(
        #" {"id":9223372036854775807123,"n":-0.5e+10,"a":[true,false,null,""],"o":{}} "#.utf8))
    #expect(node["id"]?.text == "9223372036854775807123")
    #expect(node["n"] == .number("-0.5e+10"))
    #expect(node["a"]?.elements == [.bool(true), .bool(false), .null, .string("")])
    #expect(node["o"] == .object([:]))
  }

  @Test func `of a repeated key the last value counts`() throws {
    #expect(try JSONNode(parsing: Array(#"{"a":1,"a":2}"#.utf8))["a"]?.integer == 2)
  }

  @Test(arguments: [
    (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""é\u00e9""#, "éé"),
    (#""\ud83d\ude00""#, "😀"), (#""a\u0000b""#, "a\u{0}b"), (#""日本""#, "日本"),
  ])
  func `escapes are resolved`(text: String, expected: String) throws {
    #expect(try JSONNode(parsing: Array(text.utf8)) == .string(expected))
  }

  @Test(arguments: [
    "", " ", "{", "[", "[1", "[1,", #"{"a""#, #"{"a":"#, #"{"a":1"#, #""a"#, "tru", "-", "1.", "1e",
    "1e+", #""\"#, #""\u12"#,
  ])
  func `a text cut off is told as such`(text: String) {
    #expect(throws: JSONSyntaxError.truncated) { try JSONNode(parsing: Array(text.utf8)) }
  }

  @Test(arguments: [
    "01", "+1", ".5", "1.e3", "[1,]", #"{"a":1,}"#, "{a:1}", "'a'", "nul!", "1 2", "[1}",
    #"{"a" 1}"#, "\"a\nb\"", #""\x""#, #""\u12g4""#, "NaN", "[,1]", "\u{FEFF}1", "//", "--1",
  ])
  func `what RFC 8259 does not allow is refused`(text: String) {
    #expect(throws: JSONSyntaxError.self) { try JSONNode(parsing: Array(text.utf8)) }
  }

  @Test(arguments: [
    [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
    Array(#""\ud83d""#.utf8), Array(#""\ude00""#.utf8), Array(#""\ud83d\u0041""#.utf8),
  ])
  func `text that is not Unicode is refused`(bytes: [UInt8]) {
    #expect(throws: JSONSyntaxError.self) { try JSONNode(parsing: bytes) }
  }

  @Test func `depth is bounded`() throws {
    func nested(_ depth: Int) -> [UInt8] {
      Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    _ = try JSONNode(parsing: nested(64))
    #expect(throws: JSONSyntaxError.tooDeep) { try JSONNode(parsing: nested(65)) }
    let endless = Array(String(repeating: #"{"a":"#, count: 500_000).utf8)
    #expect(throws: JSONSyntaxError.tooDeep) { try JSONNode(parsing: endless) }
  }

  @Test func `the number of values is bounded`() {
    let many = Array(("[" + String(repeating: "0,", count: 400_001) + "0]").utf8)
    #expect(throws: JSONSyntaxError.tooManyValues) { try JSONNode(parsing: many) }
  }

  @Test func `every beginning of an answer is refused`() throws {
    let whole = Array(#"{"users":[{"id":"17","n":1.5,"e":"\u00e9\n"}],"x":null}"#.utf8)
    for length in 0..<whole.count {
      #expect(throws: JSONSyntaxError.truncated) {
        try JSONNode(parsing: Array(whole.prefix(length)))
      }
    }
  }
}
