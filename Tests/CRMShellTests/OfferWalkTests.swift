import CRMShell
import CRMShellTesting
import CommandLanguage
import ImportEngine
import ImportModel
import Testing

/// Every place of every command: there is something to offer, or it is known why not.
struct OfferWalkTests {
  /// Kinds of words that are the writer's own: `?` describes them, Tab has nothing for them.
  private static let ownWords: Set<ValueKind> = [.newName, .number, .text, .line]

  private static let assistant: SessionAssistant = {
    var contacts = RecordTable<CRMContact>(.contacts)
    contacts.append(Zylker.contacts)
    var accounts = RecordTable<CRMAccount>(.accounts)
    accounts.append(Zylker.accounts)
    var aliases = Aliases()
    aliases.set("st", to: "status")
    return Company.assistant(
      Directory(users: Company.directory.users, contacts: contacts, accounts: accounts),
      customers: Zylker.customers, isEvaluating: true, keepsSession: true,
      logins: [
        Login(
          name: "work", server: "eu", clientID: "1000.X", account: "ana@zylker.example",
          scopes: [], place: .file(path: "/secrets"), since: 0)
      ], aliases: aliases)
  }()

  /// A form as words that fit it, each slot with the words before it.
  private struct Walk {
    var words: [String] = []
    var places: [(line: String, slot: Slot)] = []

    mutating func go(_ syntax: Syntax) {
      switch syntax {
      case .sequence(let parts): for part in parts { go(part) }
      case .optional(let inner): go(inner)
      case .choice(let alternatives):
        let start = words
        for alternative in alternatives.reversed() {
          words = start
          go(alternative)
        }
      case .keyword(let keyword, _, _): words.append(keyword)
      case .slot(let parameter):
        places.append((words.joined(separator: " ") + " ", parameter.slot))
        words.append(Self.sample(parameter.slot))
      }
    }

    static func sample(_ slot: Slot) -> String {
      switch slot.shape {
      case .selector: return "users"
      case .filter: return "city = x"
      case .field, .fields: return "city"
      case .assignments: return slot.kind == .setting ? "notify=all" : "x=1"
      case .condition: return "count users = 1"
      case .parameters: return "x=1"
      case .word, .names, .words: break
      }
      switch slot.kind {
      case .number, .run: return "3"
      case .oneOf(let words): return words[0]
      case .format: return "json"
      default: return "ben@zylker.example"
      }
    }
  }

  @Test(arguments: CommandRegistry.builtin.commands.map(\.declaration.name))
  func `every value of every command is offered`(name: String) throws {
    let declaration = try #require(CommandRegistry.builtin[name]?.declaration)
    var walk = Walk(words: [name])
    walk.go(declaration.syntax)
    for option in declaration.options {
      guard let parameter = option.parameter else { continue }
      walk.places.append(
        ((walk.words + ["--\(option.name)"]).joined(separator: " ") + " ", parameter.slot))
    }
    for (line, slot) in walk.places {
      let offered = Self.assistant.insertions(line)
      let possible = Self.assistant.possibilities(of: line, at: line.unicodeScalars.count)
      #expect(!possible.isEmpty, "\(line)")
      #expect(
        possible.allSatisfy { !$0.label.isEmpty && (!$0.insertion.isEmpty || !$0.detail.isEmpty) },
        "\(line): \(possible)")
      if [.assignments, .parameters].contains(slot.shape) && slot.kind == .variable
        || Self.ownWords.contains(slot.kind)
      {
        #expect(possible.contains { $0.insertion.isEmpty }, "\(line): \(possible)")
      } else {
        #expect(!offered.isEmpty, "\(line)")
      }
    }
  }

  @Test(arguments: [
    ("select ", ["users", "contacts", "@engineers", "%ROWS", "EMAIL", "("]),
    ("role ", ["ROLE", "Manager", "Employee"]), ("runs where ", ["FIELD"]),
    ("role Manager ", ["for", "--replace", "--format"]), ("source ", ["FILE"]),
    ("list limit ", ["N"]), ("select users as ", ["NAME"]), ("set ", ["NAME=VALUE", "notify"]),
    ("role Manager for staged", ["staged"]), ("select where city = ", ["VALUE", "Lugo"]),
  ])
  func `all that may stand somewhere is listed, kinds of words too`(line: String, some: [String]) {
    let found = Self.assistant.possibilities(of: line, at: line.unicodeScalars.count).map(\.label)
    for label in some { #expect(found.contains(label), "\(line): \(found)") }
    #expect(Set(found).count > 0)
  }

  @Test(arguments: [
    ("assign att", "Attic", "archived"),
    ("role Manager for dan", "dan@zylker.example", "disabled in CRM"),
    ("role Manager for eve", "eve@zylker.example", "not confirmed in CRM"),
    ("assign Website for gus", "gus@client.example", "client user of the portal"),
    ("role Manager for cleo", "cleo@solaris.example", "takes no role"),
    ("customer auto for ben", "ben@zylker.example", "takes no customer"),
    ("unassign twin", "105", "nobody is staged for it"),
  ])
  func `what would be refused is shown with the reason`(
    line: String, insertion: String, reason: String
  ) {
    let found = Self.assistant.candidates(line).first { $0.insertion == insertion }
    #expect(found?.refusal == reason, "\(line): \(String(describing: found))")
    #expect(Self.assistant.candidates("explain dan").allSatisfy { $0.refusal == nil })
  }

  @Test func `what is said of somebody is not said again as the reason`() throws {
    for (line, said) in [
      ("role Manager for dan@z", "Dan Roe, Sales Manager, disabled in CRM"),
      ("role Manager for cleo", "Cleo Maro, contact of Solaris Freight"),
      ("assign att", "archived"),
    ] {
      let found = try #require(Self.assistant.candidates(line).first, "\(line)")
      #expect(found.detail == said)
    }
  }

  @Test func `what would be refused comes last`() {
    let found = Self.assistant.candidates("assign ")
    let refused = found.map { $0.refusal != nil }
    #expect(refused.last == true && refused.first == false)
    #expect(refused == refused.filter { !$0 } + refused.filter { $0 })
  }

  @Test func `what was used most comes first`() {
    let assistant = Company.assistant(
      used: ["role Employee for staged", "role employee", "assign 'Mobile App'", "select users"])
    #expect(assistant.insertions("role ").first == "Employee")
    #expect(assistant.insertions("assign ").first == "\"Mobile App\"")
    #expect(assistant.insertions("re").first == "refresh")
    #expect(Company.assistant(used: ["reset", "reset"]).insertions("re").first == "reset")
  }

  @Test(arguments: [
    ("slct", ["select"]), ("assign mbap", ["\"Mobile App\""]), ("role mngr", ["Manager"]),
    ("explain bnokr", ["ben@zylker.example"]), ("assign app", ["\"Mobile App\""]),
    ("explain ruiz", ["ana.ruiz@zylker.example"]), ("role xyz", []),
  ])
  func `scattered letters find what nothing begins with`(line: String, expected: [String]) {
    let found = Company.assistant().insertions(line)
    #expect(found == expected, "\(line): \(found)")
  }

  @Test func `an address that was used is offered among more than can be shown`() {
    let records = (1000..<3000).compactMap {
      Company.user($0, "p\($0)@zylker.example", "P \($0)", role: "R")
    }
    let assistant = Company.assistant(
      Directory(users: records), used: ["select p2500@zylker.example"])
    #expect(assistant.insertions("explain p").first == "p2500@zylker.example")
    #expect(assistant.insertions("explain p").count == 200)
  }
}
