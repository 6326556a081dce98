import CRMShell
import CommandLanguage
import Testing

struct CompletingTests {
  let assistant = Company.assistant()

  @Test(arguments: [
    ("sel", ["select"]), ("rol", ["role"]), ("ROL", ["role"]), ("port", ["import", "report"]),
    ("role Man", ["Manager"]), ("role Manager ", ["for", "--replace"]),
    ("role M|x", ["Manager"]), ("role 'Man", ["'Manager'"]), ("role \"Man", ["\"Manager\""]),
    ("role 'Man|'", ["'Manager"]), ("role 'dept|'", []), ("role 'Man'", ["'Manager'"]),
    ("role dept", ["\"Dept 'A'\""]),
    ("role 'dept", ["\"Dept 'A'\""]), ("role fo", ["\"for\""]), ("role --", []),
    ("role Manager --", ["--replace", "--format", "--allow-unknown"]),
    ("role Manager --f", ["--format", "--force"]), ("role Manager --fo", ["--format", "--force"]),
    ("alias ", ["--format"]), ("alias --", ["--format"]),
    ("on-error stop --a", []), ("list @engineers --a", ["--allow-unknown"]),
    ("profile ", ["Employee", "Contractor", "Client"]), ("profile Cli", ["Client"]),
    ("assign Mob", ["\"Mobile App\""]), ("assign Website, app", ["\"Mobile App\""]),
    ("assign attic", ["Attic"]), ("assign gl", ["\"Gl*b\""]), ("assign ~", ["~tilde"]),
    ("assign twin", ["105", "106"]), ("assign in", ["\"in\""]),
    ("assign Attic, web", ["\"Web, old\"", "Website"]),
    ("connect ", ["sandbox", "http://127.0.0.1:"]),
    ("connect sandbox --portal Z", ["\"Zylker Projects\""]),
    ("drop @", ["@engineers"]), ("drop @eng", ["@engineers"]), ("drop sta", ["staged"]),
    ("select from ", ["people.csv", "\"my lists/", "~/hr.csv"]), ("select from p", ["people.csv"]),
    ("report ", ["last", "12", "3", "--html"]), ("select failed in ", ["last", "12", "3"]),
    ("select failed in l", ["last"]), ("help sel", ["select", "selectors"]),
    ("help let", ["\"let\""]), ("format j", ["json"]), ("status --format=nd", ["ndjson"]),
    ("status ", ["--memory"]), ("logins ", ["--format"]), ("status > p", ["people.csv"]),
    ("echo a # ro", []), ("frob ", []), ("echo a; rol", ["role"]),
  ])
  func `words, names and options are offered`(line: String, expected: [String]) {
    let found = assistant.insertions(line)
    #expect(found == expected, "\(line): \(found)")
  }

  @Test(arguments: [
    ("select where crm.r", ["crm.role", "crm.Reporting_To"]),
    ("select where role", ["crm.role", "portal.role", "plan.role"]),
    ("select where stat", ["crm.status", "status_reason__s", "state", "portal.status"]),
    ("select where crm.ema", ["crm.email"]), ("select contacts where dep", ["Department"]),
    ("select users where dep", []),
    ("fetch contacts where crm.ro", []), ("fetch accounts where ind", ["Industry"]),
    ("fetch ", ["contacts", "accounts"]), ("customer ", ["auto"]),
    ("select where crm.role = ", ["Engineer", "\"Sales Manager\"", "\"O'Hara \\\"x\\\" \\$y\""]),
    ("select where crm.role = sal", ["\"Sales Manager\""]),
    ("select where city = an", ["\"and\""]), ("select where city = \"N J", ["\"San José\""]),
    ("select where city = JOSÉ", ["\"San José\""]),
    ("select where crm.role in ", ["("]), ("select where crm.role in (Engineer ", [",", ")"]),
    ("select where crm.role in (Engineer, 's", ["'Sales Manager'"]),
    ("select where confirm ", ["=", "!=", "in", "not in", "is empty", "is not empty"]),
    ("select where confirm = ", ["true", "false"]),
    ("select where modified_time =", ["-1d", "-7d", "-30d", "-52w", "2026-02-01", "2026-01-01"]),
    ("select where portal.status = ", ["absent", "active", "invited", "inactive"]),
    ("select where portal.role = ", ["Employee", "Manager"]),
    ("select where plan.projects = ", ["Website"]), ("select where plan.change = a", ["add"]),
    ("select where email = be", ["ben@zylker.example"]), ("select where role = ", []),
    ("select where full_name = 'ev", ["'Eve Ito'"]), ("select where x !", ["!="]),
    ("list by city d", ["desc"]), ("list projects by na", ["name"]),
    ("list projects where na", ["name"]), ("list projects where name = att", ["Attic"]),
    ("list roles columns na", ["name"]), ("runs where verd", ["verdict"]),
    ("list portals by con", ["connected"]), ("list plan where em", ["email"]),
  ])
  func `fields, signs and values are offered`(line: String, expected: [String]) {
    let found = assistant.insertions(line)
    #expect(found == expected, "\(line): \(found)")
  }

  @Test(arguments: [
    ("set no", ["notify="]), ("unset no", ["notify"]), ("set notify ", ["="]),
    ("set notify=", ["on", "off", "all"]), ("set rate=", ["95/120s"]), ("let ro", ["role="]),
    ("role $", ["$dept", "$role"]), ("role $d", ["$dept"]), ("role ${d", ["${dept}"]),
    ("role \"x$d", ["\"x$dept\""]), ("role \"x$d|\"", ["\"x$dept"]), ("role '$d", []),
    ("role \"\\$d", []), ("role \"$dept M", []), ("select where $d", []), ("echo $dept ", []),
  ])
  func `settings and variables are offered`(line: String, expected: [String]) {
    let found = assistant.insertions(line)
    #expect(expected.isEmpty || found == expected, "\(line): \(found)")
    #expect(!expected.isEmpty || !found.contains { $0.contains("dept") }, "\(line): \(found)")
  }

  @Test(arguments: [
    (
      "explain ana", "ana.ruiz@zylker.example",
      "Ana Ruiz, Sales Manager, active in the portal as Manager"
    ),
    (
      "explain okri", "ben@zylker.example",
      "Ben Okri, Engineer, invited as Employee, staged as Employee in Website"
    ),
    ("show o'b", "o'brien@zylker.example", "Cat O'Brien, Engineer, not in the portal"),
    ("drop dan", "dan@zylker.example", "Dan Roe, Sales Manager, disabled in CRM"),
    ("drop eve", "eve@zylker.example", "Eve Ito, Engineer, not confirmed in CRM"),
    ("drop gus", "gus@client.example", "Gus Hale, O'Hara \"x\" $y, client user of the portal"),
    ("role E", "Employee", "2 people in the portal, 1 person in the plan"),
    ("assign web", "Website", "active, 1 person in the plan"),
    ("profile co", "Contractor", "staff"), ("drop @", "@engineers", "2 people, kept by select"),
    ("select where crm.role = e", "Engineer", "3 people"),
    ("select where portal.status = ab", "absent", "3 people"),
    ("select where portal.status = ina", "inactive", "nobody"),
    ("select where crm.ro", "crm.role", "text, e.g. Engineer, Sales Manager, O'Hara \"x\" $y"),
    ("set notify=", "on", "now, default; mails invite people"),
    ("set color=", "never", "none at all"), ("assign twin", "105", "id 105, active"),
  ])
  func `descriptions tell what is meant`(line: String, insertion: String, detail: String) {
    #expect(assistant.detail(insertion, in: line) == detail)
  }

  @Test(arguments: [
    ("if ", ["count", "$dept"]), ("if cou", ["count"]), ("if count staged ", ["=", ">="]),
    ("assert not ", ["count"]), ("else ", ["if"]), ("if $dept ", ["=", "~", "in"]),
    ("els", ["else"]), ("en", ["end"]), ("asser", ["assert"]), ("on-error ", ["stop", "continue"]),
    ("if count users where crm.ro", ["crm.role"]), ("if count staged = 0; rol", ["role"]),
  ])
  func `the words of scripts are offered`(line: String, some: [String]) {
    let offered = assistant.insertions(line)
    for word in some { #expect(offered.contains(word), "\(line): \(offered)") }
  }

  @Test func `what nobody typed a letter of is shown, not typed`() {
    #expect(assistant.candidates("alias ").map(\.isGuess) == [true])
    #expect(assistant.candidates("explain bnokr").map(\.isGuess) == [true])
    #expect(assistant.candidates("explain okri").map(\.isGuess) == [false])
    #expect(assistant.candidates("role Manager --f").allSatisfy { !$0.isGuess })
  }

  @Test func `without a connection the grammar is still offered`() {
    let assistant = Company.assistant(isConnected: false)
    #expect(assistant.insertions("select where crm.ro") == ["crm.role"])
    #expect(assistant.insertions("role ").isEmpty)
    #expect(assistant.insertions("dr") == ["drop"])
    #expect(assistant.needsMore("select (users") && !assistant.needsMore("select users"))
  }

  @Test func `the words of a setting are the ones it takes`() throws {
    for setting in Settings.all {
      for candidate in assistant.candidates("set \(setting.name)=") {
        var settings = Settings()
        try settings.set(setting.name, to: candidate.label, origin: .line)
        #expect(settings.value(of: setting) == candidate.label)
      }
      let isEnumerated = setting.expected.hasPrefix("one of") || setting.expected.contains(" or o")
      #expect(!isEnumerated || assistant.insertions("set \(setting.name)=").count > 1)
    }
  }

  @Test(arguments: [
    ("select from <<END\nbe", ["ben@zylker.example"]),
    ("select from <<END\nana.ruiz@zylker.example\n  o'", ["o'brien@zylker.example"]),
    ("select from <<END\no'|\nEND", ["o'brien@zylker.example"]),
    ("select from <<END\nEN", ["END"]), ("select from <<END\nben@zylker.example # wh", []),
    ("select from <<END\nben@zylker.example\nEND\nrol", ["role"]),
  ])
  func `in a list written over lines addresses are offered as they are`(
    line: String, expected: [String]
  ) {
    #expect(assistant.insertions(line) == expected)
  }
}
