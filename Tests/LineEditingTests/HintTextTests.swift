import CommandLanguage
import Testing

@testable import LineEditing

/// What is shown of a hint where there is little room: nothing that says something else.
struct HintTextTests {
  private static let hint = LineHint(
    syntax: "[accounts|users] [by FIELD [desc]] [limit N]",
    parts: ["1289 people", "4 already in the portal", "3 blocked (no-email, crm-bot …)"])

  @Test(arguments: [
    (
      200,
      " → 1289 people, 4 already in the portal, 3 blocked (no-email, crm-bot …)"
        + "  [accounts|users] [by FIELD [desc]] [limit N]"
    ),
    (
      92,
      " → 1289 people, 4 already in the portal, 3 blocked (no-email, crm-bot …)"
        + "  [accounts|users] …"
    ),
    (75, " → 1289 people, 4 already in the portal, 3 blocked (no-email, crm-bot …)"),
    (70, " → 1289 people, 4 already in the portal  [accounts|users] …"),
    (50, " → 1289 people, 4 already in the portal"), (38, " → 1289 people  [accounts|users] …"),
    (20, " → 1289 people"), (14, " → 1289 people"), (13, ""), (4, ""), (0, ""), (-3, ""),
  ])
  func `whole parts are left out, never half of one`(columns: Int, text: String) {
    #expect(HintText(Self.hint, behind: "count").text(columns: columns) == text)
  }

  @Test func `in every width only whole words and whole numbers are shown`() {
    let words = Set(
      ["→", "1289 people", "4 already in the portal", "3 blocked (no-email, crm-bot …)", "…", ""]
        + ["[accounts|users]", "[by FIELD [desc]]", "[limit N]"])
    for columns in 0...140 {
      let text = HintText(Self.hint, behind: "count ").text(columns: columns)
      #expect(text.count <= columns)
      var rest = text.hasPrefix("→ ") ? text.dropFirst(2) : text[...]
      while !rest.isEmpty {
        let word = words.filter { !$0.isEmpty && rest.hasPrefix($0) }.max { $0.count < $1.count }
        guard let word else {
          Issue.record("\(columns): \(text)")
          break
        }
        rest = rest.dropFirst(word.count).drop { ", ".contains($0) }
      }
    }
  }

  @Test func `a form that is cut off by itself says so once`() {
    let hint = HintText(LineHint(syntax: "=|!=|in … VALUE [as NAME]"), behind: "where a ")
    #expect(hint.text(columns: 19) == "=|!=|in … VALUE …")
    #expect(hint.text(columns: 12) == "=|!=|in …")
    #expect(hint.text(columns: 8) == "")
  }
}
