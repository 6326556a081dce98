import CRMShell
import CRMShellTesting
import ImportModel
import Testing

/// Which letters of addresses and names could be taken for others, and how that is said.
@Suite struct LookalikeLetterTests {
  @Test(arguments: [
    ("\u{430}nna@x.com", [1], "a"), ("p\u{430}ul \u{412}", [2, 6], "ab"),
    ("stra\u{DF}e", [5], "ss"),
    ("\u{FF21}", [1], "a"), ("\u{142}", [1], "l"), ("plain", [], ""),
  ])
  func `letters drawn like ASCII ones are found, capitals too`(
    text: String, positions: [Int], latin: String
  ) {
    let found = LookalikeLetter.all(in: text)
    #expect(found.map(\.position) == positions)
    #expect(found.map(\.latin).joined().lowercased() == latin)
  }

  @Test func `a name that looks like a customer's is told by its letter`() async throws {
    let scene = try Scene()
    let twin = try #require(CustomerID("8009"))
    await scene.portal.edit { portal in
      var edited = portal
      edited.customers.append(Customer(id: twin, name: "\u{412}lue Kite"))
      return edited
    }
    await scene.run(
      "connect sandbox", "fetch contacts", "customer auto for ada@bluekite.example",
      "assign Website for staged")
    let told = await scene.output(of: "preview").standardOutput
    #expect(
      told.contains(
        "in \u{412}lue Kite letter 1 is U+0412 CYRILLIC CAPITAL LETTER VE, drawn like b"), "\(told)"
    )
  }
}
