import CRMShellTesting
import CommandLanguage
import ImportModel
import Testing

@testable import CRMShell

/// What is shown behind a line that is being typed.
struct HintTests {
  private func hint(_ line: String, _ assistant: SessionAssistant? = nil) -> LineHint {
    (assistant ?? Company.assistant(isEvaluating: true)).hint(for: line, isCancelled: { false })
  }

  @Test(arguments: [
    ("role ", "ROLE [for SELECTOR] [--replace]"), ("rol", "ROLE [for SELECTOR] [--replace]"),
    ("role Manager ", "[for SELECTOR] [--replace]"), ("role Man", "[for SELECTOR] [--replace]"),
    ("role Zzz", ""), ("role Manager for ", "SELECTOR [--replace]"),
    ("role Manager for staged ", "[but SELECTOR] [--replace]"),
    ("role Manager for users ", "[where EXPR] [but SELECTOR] [--replace]"),
    ("role Manager for staged --replace ", ""), ("role Manager f", "SELECTOR [--replace]"),
    ("select where ", "EXPR [as NAME]"),
    ("select where city ", "=|!=|~|in|is … VALUE [as NAME]"),
    ("select where city = ", "VALUE [as NAME]"),
    ("select where city in ", "(VALUE,…) [as NAME]"), ("select (users", "[where EXPR] ) [as NAME]"),
    ("connect sandbox --portal ", "P"), ("set notify", "=VALUE"), ("set notify=", "VALUE"),
    (
      "list ",
      "[accounts|customers|…|SELECTOR] [where EXPR] [by FIELD [desc]] [limit N] [columns FIELD,…]"
    ),
    ("list users by city ", "[desc] [limit N] [columns FIELD,…]"), ("list > ", "FILE"),
    ("if ", "CONDITION … end"), ("if count staged ", "[but SELECTOR] [where EXPR] =|<|>… N … end"),
    ("if count staged = ", "N … end"), ("if count staged = 0\n", "… end"),
    ("if count staged = 0\nrole ", "ROLE [for SELECTOR] [--replace] … end"),
    ("if count staged = 0\nend", ""), ("select from <<STOP\na@x.com", "… STOP"),
    ("select from ", "FILE | <<END [as NAME]"), ("role 'Man", ""), ("frob ", ""), ("", ""),
    ("# role ", ""), ("role Manager; ", ""),
  ])
  func `what may still come is shown`(line: String, expected: String) {
    let found = hint(line).syntax
    #expect(found == expected, "\(line): \(found)")
  }

  @Test(arguments: [
    ("select users", "6 people, 3 already in the portal"),
    ("select where crm.role = Engineer", "3 people, 1 already in the portal"),
    ("select none", "0 people"),
    (
      "select users where city is empty but dan@zylker.example", "1 person"
    ),
    ("select users; deselect ben@zylker.example", "5 people left selected"),
    ("deselect users", ""), ("list", "6 people, 3 already in the portal"),
    ("list users limit 2", "2 of 6 people"), ("list users by nope", ""),
    ("count where portal.status = absent", "3 people"), ("list roles", ""),
    ("role Manager for ana.ruiz@zylker.example", "1 person, 1 already in the portal"),
    ("role Manager for ben@zylker.example", "1 person, 1 already in the portal, 1 overridden"),
    (
      "role Manager for users",
      "6 people, 3 already in the portal, 3 blocked (crm-not-active, crm-unconfirmed …), 1 overridden"
    ),
    ("role Nobody for users", ""), ("role Manager", ""),
    (
      "select users; role Manager",
      "6 people, 3 already in the portal, 3 blocked (crm-not-active, crm-unconfirmed …), 1 overridden"
    ),
    ("assign Website for o'brien@zylker.example", "1 person"),
    ("drop ben@zylker.example", "1 person off the plan, 0 left in it"),
    ("drop dan@zylker.example", "0 people off the plan, 1 left in it"),
    ("select stranger@else.example", ""), ("select from people.csv", ""), ("select failed", ""),
    ("select contacts", ""), ("select where city = $nope", ""), ("select users where", ""),
    ("profile Client for users", ""), ("status", ""),
  ])
  func `what a line would do is told where it can be`(line: String, expected: String) {
    let found = hint(line).consequence
    #expect(found == expected, "\(line): \(found)")
  }

  @Test(arguments: [
    ("list users where crm.rol = x", "crm.role"), ("list users where rol = x", "crm.role"),
    ("list users where crm.statsu = x", "crm.status"),
  ])
  func `a field of both sides is suggested so that it can be typed`(
    line: String, suggestion: String
  ) throws {
    let assistant = Company.assistant(isEvaluating: true)
    let fetched = try #require(assistant.fetched)
    let resolver = FieldResolver(schemas: fetched.directory.schemas, modules: [.users])
    let parts = line.split(separator: " ")[3].split(separator: ".").map(String.init)
    do throws(Stop) {
      _ = try resolver.field(FieldSyntax(parts: parts, span: Span(0, 0)))
      Issue.record("there is such a field")
    } catch {
      guard case .refusal(.unknownField(_, let suggestions), _) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(suggestions.first == suggestion)
      for name in suggestions {
        let field = FieldSyntax(
          parts: name.split(separator: ".").map(String.init), span: Span(0, 0))
        #expect(throws: Never.self) { try resolver.field(field) }
      }
    }
  }

  @Test func `a hint nobody waits for is given up`() {
    let records = (1...5_000).compactMap {
      Company.user($0, "p\($0)@zylker.example", "P \($0)", role: "Engineer", city: "Lugo")
    }
    let assistant = Company.assistant(Directory(users: records), isEvaluating: true)
    let line = "select where email ~ \"p1*\""
    #expect(hint(line, assistant).consequence == "1111 people")
    var asked = 0
    let given = assistant.hint(for: line) {
      asked += 1
      return asked > 2
    }
    #expect(given.consequence.isEmpty)
    #expect(asked < 9)
  }

  @Test func `many people are counted though only some are staged to see whether the line holds`() {
    let records = (1...5_000).compactMap {
      Company.user($0, "p\($0)@zylker.example", "P \($0)", role: "Engineer")
    }
    let assistant = Company.assistant(Directory(users: records), isEvaluating: true)
    #expect(hint("role Manager for users", assistant).consequence == "5000 people")
    #expect(hint("role Nobody for users", assistant).consequence.isEmpty)
  }
}
