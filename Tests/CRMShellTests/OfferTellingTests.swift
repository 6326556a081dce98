import CRMShellTesting
import CommandLanguage
import ImportModel
import Testing

@testable import CRMShell

/// What Tab tells beside the words it offers.
struct OfferTellingTests {
  private static let crowd = Directory(
    users: (1...1322).compactMap {
      Company.user($0, "p\($0)@zylker.example", "Person \($0)", role: "Engineer")
    } + [Company.user(2000, "p1@zylker.example", "Twin", role: "Engineer")].compactMap { $0 })

  @Test(arguments: [("show p1", 434), ("show p13", 34), ("show p1322", 1)])
  func `as many as there are are told, each address once`(line: String, count: Int) {
    let assistant = Company.assistant(Self.crowd)
    let completion = assistant.completion(of: line, at: line.unicodeScalars.count)
    #expect(completion.total == count)
    #expect(completion.candidates.count <= 200)
  }

  @Test func `rows of a list are told once among what may stand somewhere`() {
    let assistant = Company.assistant(Self.crowd)
    let told = assistant.possibilities(of: "select ", at: 7).filter { $0.label.hasPrefix("%") }
    #expect(told.map(\.label) == ["%ROWS"])
  }

  @Test func `nothing is offered once nobody waits for it`() {
    let assistant = Company.assistant(Self.crowd)
    for line in [
      "show ", "show zzz", "select users where full_name = P", "list users where city = ",
      "select where portal.role = ", "select where portal.project = ", "from <<END\np",
    ] {
      var asked = 0
      let completion = assistant.completion(of: line, at: line.unicodeScalars.count) {
        asked += 1
        return true
      }
      #expect(completion.candidates.isEmpty, "\(line)")
      #expect(asked > 0)
      let possible = assistant.possibilities(of: line, at: line.unicodeScalars.count) { true }
      #expect(possible.isEmpty, "\(line)")
    }
  }

  @Test(arguments: ["p", "p1", "p13"])
  func `while a word is typed one person is enough`(word: String) throws {
    var assistant = Company.assistant(Self.crowd)
    assistant.isTyping = true
    let line = "show \(word)"
    let expected = assistant.registry.parser(at: .terminal).expectations(in: line, at: line.count)
    let offers = assistant.peopleOffers(TypedWord(expected, in: line, at: line.count)) { false }
    #expect(offers.count == 1)
    let roles = assistant.colours(of: line) { false }.map(\.role)
    #expect(roles.count == 2 && roles.last != .mistake, "\(roles)")
  }

  private func runs(_ assistant: SessionAssistant, _ line: String) -> [String] {
    assistant.insertions(line).filter { !$0.hasPrefix("-") }
  }

  @Test func `runs are told with what they did, and to undo those that can be`() {
    let assistant = Company.assistant(
      runs: PastRuns([
        PastRun(3), PastRun(12, detail: "2026-03-01 10:00:00 UTC+1, import, 3 people, done"),
        PastRun(13, detail: "revert of 12", irrevertible: "a revert"),
      ]))
    #expect(
      assistant.detail("12", in: "report ") == "2026-03-01 10:00:00 UTC+1, import, 3 people, done")
    #expect(runs(assistant, "report ") == ["last", "13", "12", "3"])
    #expect(runs(assistant, "revert ") == ["last", "12", "3"])
    #expect(runs(assistant, "preview revert ") == ["last", "12", "3"])
  }

  @Test func `accounts that were not fetched are offered by the customers' names, and why not`()
    throws
  {
    let customer = Customer(id: try #require(CustomerID("801")), name: "Blue Kite Ltd")
    let assistant = Company.assistant(customers: [customer])
    let candidate = try #require(assistant.candidates("select account ").first)
    #expect(candidate.insertion == "\"Blue Kite Ltd\"" || candidate.insertion == "'Blue Kite Ltd'")
    #expect(candidate.refusal == "no contacts were fetched: fetch contacts")
  }
}
