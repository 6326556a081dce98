import FileSources
import ImportEngine
import Testing

struct ListEncodingTests {
  private let folder: TemporaryFolder
  private let source = CSVPersonSource(home: nil)

  init() throws { folder = try TemporaryFolder() }

  private func read(_ bytes: [UInt8]) throws -> [String] {
    try folder.write(bytes, to: "list.csv")
    return try source.addresses(in: "list.csv", column: nil, scope: folder.free).map(\.text)
  }

  private static let text = "email,name\njosé@x.com,🙂\n"

  @Test func `UTF-8 is read with and without a mark`() throws {
    #expect(try read(Array(Self.text.utf8)) == ["josé@x.com"])
    #expect(try read([0xEF, 0xBB, 0xBF] + Array(Self.text.utf8)) == ["josé@x.com"])
  }

  @Test func `UTF-16 is read in either order by its mark`() throws {
    let units = Array(Self.text.utf16)
    #expect(
      try read([0xFF, 0xFE] + units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }) == [
        "josé@x.com"
      ])
    #expect(
      try read([0xFE, 0xFF] + units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }) == [
        "josé@x.com"
      ])
  }

  @Test(
    arguments: [
      (Array("a@x\nb@x\n".utf8) + [0xC3, 0x28], 3), ([0xFF, 0xFE, 0x61], 1),
      (Array("a@x\n".utf8) + [0x62, 0x00], 2), ([0xFE, 0xFF, 0x00, 0x0A, 0xD8, 0x00], 2),
    ] as [([UInt8], Int)])
  func `what is no text is refused with its line`(bytes: [UInt8], line: Int) throws {
    let failure = #expect(throws: FileFailure.self) { try read(bytes) }
    guard case .malformed("list.csv", line, _) = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
  }

  @Test func `a list over the limit is refused`() throws {
    #expect(
      throws: FileFailure.tooLarge(path: "list.csv", limit: CSVPersonSource.sizeLimit)
    ) { try read([UInt8](repeating: 0x61, count: CSVPersonSource.sizeLimit + 1)) }
  }

  @Test(arguments: [1, 2] as [UInt64])
  func `no bytes fail in another way than a file failure`(seed: UInt64) throws {
    var state = seed
    let alphabet = Array("\"\",;\t\r\n@ax\u{FEFF}é".utf8) + [0xFF, 0xFE, 0x00]
    var outcomes: [Bool: Int] = [:]
    for _ in 0..<400 {
      let bytes = (0..<12).map { _ -> UInt8 in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return alphabet[Int(state >> 33) % (seed == 1 ? 11 : alphabet.count)]
      }
      do {
        outcomes[try !read(bytes).isEmpty, default: 0] += 1
      } catch is FileFailure {
        outcomes[false, default: 0] += 1
      }
    }
    #expect(outcomes[true, default: 0] > 0 && outcomes[false, default: 0] > 0, "seed \(seed)")
  }
}
