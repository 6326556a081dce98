import CRMShell
import CommandLanguage
import ImportModel
import Testing

/// Laws that hold for every candidate at every place of real lines.
struct CompletingPropertyTests {
  static let lines = [
    "connect sandbox --portal 'Zylker Projects'", "connect http://127.0.0.1:8080",
    "list users where crm.role = \"Sales Manager\" by full_name desc limit 5 columns email, city",
    "select add users where (crm.role in (Engineer, 'Sales Manager') or city is empty) as managers",
    "select where modified_time > -30d and confirm =true but @engineers, from people.csv column x",
    "role Manager for where portal.status = absent and not city ~ \"L*\" --replace",
    "profile Employee in Website, 'Mobile App' for ana.ruiz@zylker.example, o'brien@zylker.example",
    "assign Website,\"Web, old\" for staged; preview --format=json > people.csv",
    "set notify=all rate=95/120s; unset batch; let x=1; echo \"a $dept b\" $role",
    "explain ana.ruiz@zylker.example in 12", "import --yes --reason 'new office' --expect-people 4",
    "drop failed in last; runs for ben@zylker.example; report 3; help selectors; undo 2",
    "show project 'Twin'; save people.csv; source ~/hr.csv dept=Sales; format csv",
  ]

  @Test(arguments: lines)
  func `whatever candidate is taken, the line reads on`(line: String) {
    let assistant = Company.assistant()
    let parser = CommandRegistry.builtin.parser(at: .terminal)
    let scalars = Array(line.unicodeScalars)
    for cursor in 0...scalars.count {
      let completion = assistant.completion(of: line, at: cursor)
      #expect(completion.candidates.count <= 200)
      let before = Self.text(scalars[..<completion.replacing.lower])
      for candidate in completion.candidates {
        let typed = before + candidate.insertion + (candidate.completesWord ? " " : "")
        let after = parser.expectations(in: typed, at: typed.unicodeScalars.count)
        #expect(!after.items.isEmpty || Self.parses(typed, parser), "\(typed)")
        if candidate.completesWord { #expect(Self.lexes(typed), "\(typed)") }
      }
    }
  }

  @Test(arguments: [
    (
      ["sel", "use", "whe", "crm.rol", "= sal"], "select users where crm.role = \"Sales Manager\" "
    ),
    (["role Man", "fo", "sta", "--rep"], "role Manager for staged --replace "),
    (["assign Webs", "fo", "o'b"], "assign Website for o'brien@zylker.example "),
    (["set noti", "al"], "set notify=all "),
    (["deselect @", "bu", "dan"], "deselect @engineers but dan@zylker.example "),
    (
      ["select where portal.st", "in", "", "act", ", inv"],
      "select where portal.status in (active , invited "
    ),
    (["profile Con", "in mob", "fo", "all"], "profile Contractor in \"Mobile App\" for all "),
  ])
  func `a few letters and Tab after each lead to the line that is meant`(
    letters: [String], line: String
  ) {
    let assistant = Company.assistant()
    var typed = ""
    for fragment in letters {
      typed += fragment
      let completion = assistant.completion(of: typed, at: typed.unicodeScalars.count)
      #expect(completion.candidates.count == 1, "\(typed): \(completion.candidates)")
      guard let candidate = completion.candidates.first else { return }
      typed = Self.text(Array(typed.unicodeScalars)[..<completion.replacing.lower])
      typed += candidate.insertion + (candidate.completesWord ? " " : "")
    }
    #expect(typed == line)
  }

  @Test func `a long list keeps what all its people begin with`() {
    let records = (0..<1000).compactMap { number in
      Company.user(
        number + 1, "person\(number < 999 ? "a" : "b")\(number)@zylker.example", "P", role: "R")
    }
    let assistant = Company.assistant(Directory(users: records))
    let found = assistant.insertions("explain per")
    #expect(found.count == 200)
    #expect(found.contains("personb999@zylker.example"))
    #expect(assistant.insertions("explain personb") == ["personb999@zylker.example"])
    #expect(assistant.insertions("explain nb9") == ["personb999@zylker.example"])
    #expect(assistant.insertions("explain ").count == 200)
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(scalars.map(Character.init))
  }

  private static func lexes(_ text: String) -> Bool {
    (try? Lexer().statements(of: text)) != nil
  }

  private static func parses(_ text: String, _ parser: CommandParser) -> Bool {
    let parsed = try? Lexer().statements(of: text).map { statement in
      try parser.parse(statement) { _ in "x" }
    }
    return parsed != nil
  }
}
