import CRMShell
import CommandLanguage
import Testing

/// The colours of a line that is being typed.
struct ColouringTests {
  let assistant = Company.assistant(isEvaluating: true)

  /// The roles of a line, each as a letter under its scalars; a blank where nothing is coloured.
  private func picture(_ line: String, _ assistant: SessionAssistant? = nil) -> String {
    var picture = Array(repeating: Character(" "), count: line.unicodeScalars.count)
    for part in (assistant ?? self.assistant).colours(of: line, isCancelled: { false }) {
      for place in part.span.lower..<part.span.upper {
        picture[place] = Self.letters[part.role] ?? "?"
      }
    }
    return String(picture)
  }

  private static let letters: [LineRole: Character] = [
    .command: "c", .keyword: "k", .option: "o", .field: "f", .sign: "s", .comment: "#",
    .variable: "$", .value: "v", .known: "n", .mistake: "X",
  ]

  @Test(arguments: [
    ("role Manager for staged --replace # all", "cccc nnnnnnn kkk kkkkkk ooooooooo #####"),
    ("if count users > 3", "kk kkkkk kkkkk s v"), ("else if $dept = x", "kkkk kk $$$$$ s v"),
    ("end", "kkk"), ("assert count staged = 0", "kkkkkk kkkkk kkkkkk s v"),
    ("if cou staged ", "kk kkk kkkkkk "), ("if 'x' = y; rol Manager ", "kk vvv s vs ccc nnnnnnn "),
    (
      "select from <<A but all\nben@zylker.example # x\nnobody@x.com\nA\nend",
      "cccccc kkkk sss kkk kkk nnnnnnnnnnnnnnnnnn     vvvvvvvvvvvv s kkk"
    ),
    ("rol Manager ", "ccc nnnnnnn "), ("frob x", "XXXX v"), ("frob ", "XXXX "),
    ("assign Website, 'Mobile App'; list", "cccccc nnnnnnns nnnnnnnnnnnns cccc"),
    ("assign Attic ", "cccccc XXXXX "), ("unassign Attic ", "cccccccc nnnnn "),
    ("assign Web* ", "cccccc nnnn "), ("role Nobody ", "cccc XXXXXX "),
    ("role Manager for @engineers ", "cccc nnnnnnn kkk nnnnnnnnnn "),
    ("role Manager for @nobody ", "cccc nnnnnnn kkk XXXXXXX "),
    (
      "select where crm.role = Engineer and nope = 1",
      "cccccc kkkkk ffffffff s nnnnnnnn kkk XXXX s v"
    ),
    ("select where role = x", "cccccc kkkkk XXXX s v"),
    ("select where city = $dept", "cccccc kkkkk ffff s $$$$$"),
    ("select where city = $nope ", "cccccc kkkkk ffff s XXXXX "),
    ("select where confirm = perhaps ", "cccccc kkkkk fffffff s XXXXXXX "),
    ("select ben@zylker.example", "cccccc nnnnnnnnnnnnnnnnnn"),
    ("select where modified_time > soon ", "cccccc kkkkk fffffffffffff s XXXX "),
    ("select where portal.status ~ \"a*\"", "cccccc kkkkk fffffffffffff s vvvv"),
    ("list projects where status = x by name ", "cccc kkkkkkkk kkkkk ffffff s v kk ffff "),
    ("runs where verdict = ok", "cccc kkkkk fffffff s vv"),
    ("set notify=all", "ccc nnnnnnsvvv"), ("set notify=loud ", "ccc nnnnnnsXXXX "),
    ("report 3", "cccccc n"), ("report 4 ", "cccccc X "), ("format jsno ", "cccccc XXXX "),
    ("role Manager --replcae ", "cccc nnnnnnn XXXXXXXXX "),
    ("role 'Manager'x for all", "cccc vvvvvvvvvX        "),
    ("list (users\n)", "cccc skkkkk s"), ("list where city = x )", "cccc kkkkk ffff s v X"),
  ])
  func `every word has the colour of what it is`(line: String, expected: String) {
    let found = picture(line)
    #expect(found == expected, "\(line)\n\(found)")
  }

  @Test(arguments: [
    "r", "ro", "role M", "role Manager f", "role Manager --rep", "assign Web", "assign Mobile",
    "select wh", "select where crm.ro", "select where cit", "select ben@zy", "drop @eng",
    "select where portal.status = abs", "set noti", "set notify=a", "format js", "report 1",
    "select where city = $de", "select from pe", "role Manager for %", "select okr",
    "select where modified_time > -3", "help sel", "role Man",
  ])
  func `no word is wrong while it may still become right`(line: String) {
    #expect(!picture(line).contains("X"), "\(picture(line))")
  }

  @Test(arguments: [
    "frobn", "role Zzz", "assign Qq", "select where zzz", "role Manager zzz", "format zz",
    "drop @zzz", "role Manager --zzz", "select where portal.status = zzz",
  ])
  func `a word that can become nothing is wrong at once`(line: String) {
    #expect(picture(line).hasSuffix("X"), "\(picture(line))")
  }

  @Test func `an open quote is marked and its text is not`() {
    #expect(picture("role 'Man") == "cccc Xvvv")
    #expect(picture("role Manager \\") == "cccc nnnnnnn s")
  }

  @Test func `without a connection names are neither known nor wrong`() {
    let assistant = Company.assistant(isConnected: false)
    #expect(picture("role Nobody for @x ", assistant) == "cccc vvvvvv kkk vv ")
    #expect(picture("select where nope = 1 ", assistant) == "cccccc kkkkk ffff s v ")
  }

  @Test(arguments: 0..<60)
  func `spans are in order, apart and inside of any text`(seed: Int) {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    func random(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    for _ in 0..<40 {
      let pieces = (0..<random(14)).map { _ in Self.pieces[random(Self.pieces.count)] }
      let text = pieces.joined()
      var end = 0
      for part in assistant.colours(of: text, isCancelled: { false }) {
        #expect(part.span.lower >= end && part.span.upper > part.span.lower, "\(text)")
        end = part.span.upper
      }
      #expect(end <= text.unicodeScalars.count, "\(text)")
      _ = assistant.hint(for: text, isCancelled: { false })
      _ = assistant.possibilities(of: text, at: random(text.unicodeScalars.count + 1))
    }
  }

  private static let pieces = [
    "role", "select", "list", "assign", "set", " ", " ", " ", "  ", ";", "\n", "'", "\"", "(", ")",
    "=", "!=", "=~", "~ ", ",", "--", "--replace", "$", "${", "$dept", "#", "\\", "\\\n", "Manager",
    "Website", "where", "crm.role", "for", "users", "but", "@engineers", "%3", "*@x", "é",
    "e\u{301}",
    "漢字", "👩‍💻", "\u{202E}", "\u{0}", "\r", ">", ">>", "|", "ben@zylker.example", "not", "in",
    "\u{FEFF}",
  ]
}
