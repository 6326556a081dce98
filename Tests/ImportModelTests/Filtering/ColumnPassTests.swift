import ImportModel
import Testing

/// What passes over whole columns find, against the same test of one value after the other.
struct ColumnPassTests {
  /// Few letters, so that much fits; a Kelvin sign, a dotted I and marks, which fold to other scalars.
  private static let letters: [Character] = [
    "a", "A", "b", "B", "x", "@", "`", "[", "{", ".", " ", "é", "É", "k", "K", "\u{212A}", "İ", "i",
    ";", "\u{37E}", "王", "e\u{301}",
  ]

  private func text(upTo length: Int, by generator: inout SeededGenerator) -> String {
    String(
      (0..<Int.random(in: 0...length, using: &generator)).map { _ in
        // Mostly ASCII, as addresses are.
        let range = Bool.random(using: &generator) ? 0..<11 : 0..<Self.letters.count
        return Self.letters[Int.random(in: range, using: &generator)]
      })
  }

  private func test(by generator: inout SeededGenerator) throws -> FilterTest {
    let word = text(upTo: 3, by: &generator)
    let words = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
      lowercased(text(upTo: 2, by: &generator))
    }
    switch Int.random(in: 0..<8, using: &generator) {
    case 0: return .isEmpty
    case 1: return .isOneOf(Set(words))
    case 2: return .isOneOf([lowercased(word)])
    case 3: return .glob(Glob(word + "*"))
    case 4: return .glob(Glob("?*" + word))
    case 5: return .ordered(.less, lowercased(word))
    case 6: return .pattern(try Pattern("a.*b"))
    default: return .glob(Glob("*" + word + "*"))
    }
  }

  private func people(_ count: Int, by generator: inout SeededGenerator) throws -> JoinedPeople {
    let records = try (0..<count).map { index in
      let name = text(upTo: 40, by: &generator)
      return try Sample.record("\(index + 1)", ["full_name": name.isEmpty ? .empty : .text(name)])
    }
    return JoinedPeople(directory: Directory(users: records), portal: nil, plan: Plan())
  }

  @Test(arguments: [1, 2, 3, 20_261_128] as [UInt64])
  func `a pass over a column finds what a test of each value finds`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let field = try Sample.field("full_name")
    var outcomes: [Bool: Int] = [:]
    for _ in 0..<40 {
      let people = try people(Int.random(in: 1...150, using: &generator), by: &generator)
      let everybody = people.directory.rows()
      let few = RowSet(
        Array(everybody).filter { _ in Int.random(in: 0..<12, using: &generator) == 0 },
        capacity: everybody.capacity)
      for base in [everybody, few] {
        let test = try test(by: &generator)
        let found = people.rows(matching: .test(field, test), in: base)
        for row in everybody {
          let values = people.values(of: field, at: row)
          let expected = base.contains(row) && JoinedPeople.holds(test, for: values)
          outcomes[expected, default: 0] += 1
          #expect(found.contains(row) == expected, "seed \(seed): \(test) on \(values)")
        }
      }
    }
    #expect(outcomes[true, default: 0] > 300 && outcomes[false, default: 0] > 300)
  }

  @Test func `two scalars beyond ASCII fold into it`() {
    let folding = (UInt32(0x80)...0x10FFFF).compactMap(Unicode.Scalar.init).filter { scalar in
      scalar.properties.changesWhenLowercased
        && lowercased(String(scalar)).utf8.contains { $0 < 0x80 }
    }
    #expect(folding == ["\u{130}", "\u{212A}"])
  }

  @Test func `every scalar is lower-cased as Unicode says`() {
    for value in UInt32(0x80)...0x2FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = String(scalar)
      #expect(
        lowercased(text).unicodeScalars.elementsEqual(
          scalar.properties.lowercaseMapping.unicodeScalars), "U+\(String(value, radix: 16))")
    }
  }

  @Test func `a text that runs over into the next is found in neither`() throws {
    let names = ["zzab", "cdzz", "ABCD", "zzzzzzzzzzzzzzzzzzabcd", "abc"]
    let records = try names.enumerated().map {
      try Sample.record("\($0.offset + 1)", ["full_name": .text($0.element)])
    }
    let people = JoinedPeople(directory: Directory(users: records), portal: nil, plan: Plan())
    let test = Filter.test(try Sample.field("full_name"), .glob(Glob("*abcd*")))
    #expect(Array(people.rows(matching: test, in: people.directory.rows())) == [2, 3])
  }

  @Test func `whom neither portal nor plan knows is tested once for all`() throws {
    let directory = try Sample.mixedDirectory()
    var plan = Plan()
    let candidates = [0, 4].compactMap { directory.person(at: $0) }
      .map { PlanCandidate(person: $0, matched: []) }
    _ = plan.stage(try Sample.staged("10"), for: candidates)
    _ = plan.assign([try Sample.staged("1")], for: candidates)
    let portal = try Sample.portal(
      users: [Sample.user("bo@partner.com"), Sample.user("nobody@else.com")],
      members: ["1": [Sample.member("bo@partner.com"), Sample.member("eva@kite.com")]])
    let people = JoinedPeople(directory: directory, portal: portal, plan: plan)
    let fields: [FilterField] = [
      .id, .kind, .portalStatus, .portalRole, .portalProfile, .portalProjects, .portalCustomer,
      .planRole, .planProfile, .planProjects, .planCustomer, .planChange, .planReason,
    ]
    let tests: [FilterTest] = [
      .isEmpty, .isOneOf(["absent", "website", "role 10", "1", "contact"]), .glob(Glob("*")),
      .ordered(.greater, "a"), .isFlag(true), .within(from: nil, before: nil),
    ]
    for field in fields {
      for test in tests {
        let found = people.rows(matching: .test(field, test), in: directory.rows())
        let expected = directory.rows().filter {
          JoinedPeople.holds(test, for: people.values(of: field, at: $0))
        }
        #expect(Array(found) == expected, "\(field) \(test)")
      }
    }
  }
}
