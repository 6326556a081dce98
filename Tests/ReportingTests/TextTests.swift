import Reporting
import Testing

struct TextTests {
  @Test func `interpolations keep their styles and join with their neighbours`() {
    let role = Untrusted("Sales\u{202E}")
    let text: Text = "\(40, "person", "people", .strong) as \(role, .good)\(", all") of \(2 + 1)"
    #expect(
      text.runs == [
        .init("40 people", .strong), .init(" as "), .init("Sales\u{202E}", .good),
        .init(", all of 3"),
      ])
    #expect(text.plain == "40 people as Sales<U+202E>, all of 3")
  }

  @Test func `a noun follows its number`() {
    let text: Text = "\(1, "person", "people"), \(0, "row", "rows")"
    #expect(text.plain == "1 person, 0 rows")
  }

  @Test func `literals are spelled out like everything else`() {
    let text: Text = "one\ntwo"
    #expect(text.plain == "one<U+000A>two")
    #expect(text.raw == "one\ntwo")
  }

  @Test func `texts nest, join and add`() {
    let inner: Text = "a\("b", .bad)"
    let outer: Text = "<\(inner)>"
    #expect(outer.runs == [.init("<a"), .init("b", .bad), .init(">")])
    #expect([inner, "c", ""].joined(", ").plain == "ab, c, ")
    #expect((inner + Text("c", .bad)).runs == [.init("a"), .init("bc", .bad)])
    #expect(Text("").isEmpty)
  }

  @Test func `colour codes come only from styles and only when asked for`() {
    let text: Text = "\u{1B}[31m\("hot", .bad)"
    #expect(StyleSheet(colour: false).render(text) == "<U+001B>[31mhot")
    #expect(StyleSheet(colour: true).render(text) == "<U+001B>[31m\u{1B}[31mhot\u{1B}[0m")
  }

  @Test func `every style but plain looks different from plain`() {
    for style in Style.allCases where style != .plain {
      #expect(StyleSheet(colour: true).render(Text("x", style)) != "x")
    }
  }
}
