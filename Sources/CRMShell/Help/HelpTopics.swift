import ImportEngine
/// A page of help that belongs to no command.
package struct HelpTopic: Sendable {
  let name: String
  /// The heading.
  package let title: String
  /// Lines as they are printed; an empty one is a blank line.
  package let lines: [String]
}

/// The topics of `help`.
package enum HelpTopics {
  static func topic(_ name: String) -> HelpTopic? { all.first { $0.name == name } }

  static let all = guides + reference

  /// Those that a manual page prints whole.
  package static var forManual: [HelpTopic] {
    ["selectors", "filters", "safety", "exit-codes", "limits"].compactMap(topic)
  }

  private static let reference = [
    HelpTopic(
      name: "selectors", title: "Who is meant",
      lines: [
        "ana@x.com            one person, by e-mail",
        "*@partner.com        everybody whose e-mail fits the glob",
        "users where EXPR     CRM users that fit a filter; where EXPR alone means the same",
        "contacts where EXPR  CRM contacts that were fetched and fit a filter",
        "people where EXPR    users and contacts; who is both is one person",
        "account NAME         the contacts of a CRM account",
        "@NAME                people kept by select … as NAME",
        "%3  %3-7             rows of the last list (terminal only)",
        "from FILE [column C] the addresses of a list",
        "from <<END           those in the lines below, up to END",
        "all none selected staged blocked",
        "failed [in RUN]      those an import rejected, could not settle or did not send to",
        "A, B                 both; A but B: the first without the second; ( ) group",
        "",
        "select users but @managers, from leavers.csv",
        "",
        "At the prompt commands and keywords may be shortened to what no other begins with (ro Manager f staged), these words to three letters at least (use, sta). Scripts take them whole.",
      ]),
    HelpTopic(
      name: "filters", title: "Filters",
      lines: [
        "field = value        text is compared in lower case; != is exactly not =",
        "field ~ \"*man*\"      a glob over the whole value; =~ is a regular expression",
        "field in (a, b)      also not in; field is empty, is not empty",
        "field < 2026-01-31   times: a date is that whole day in your CRM time zone; -30d is 30 days ago",
        "a and b, a or b      mixing them needs parentheses; not a",
        "",
        "role, profile and status stand on both sides: write crm.role or portal.role.",
        "Don't filter on portal.status = absent to make a script repeatable: people half done would be passed over. State what shall be; who is as planned costs no call.",
      ]),
    HelpTopic(
      name: "fields", title: "Fields of CRM users, of contacts and of the portal", lines: []),
    HelpTopic(
      name: "clients", title: "Contacts and customers",
      lines: [
        "A CRM contact becomes a client user, a CRM account a customer (client company). A user can only become a portal user, a contact only a client user.",
        "fetch contacts, or some of them: fetch contacts where Account_Name = \"Blue Kite\". Times and flags are asked of CRM, everything else is filtered here while pages come in. Then select contacts where …, or account NAME; customer auto; assign PROJECT; preview; import.",
        "customer auto takes the account's name: the portal's customer of that name, blanks around it and case aside, else a new one. customer NAME takes one the portal has; --new makes it if there is none.",
        "Left out, each with its remedy: who is a portal user or an active CRM user, who is client of another customer, whose address is of the portal's own domain, who has no account, whose company's name several companies have.",
        "Customers are made and linked to the projects before their people come. Zoho documents these calls nowhere in full: each kind is tried on one first, and only what the portal shows afterwards is believed.",
      ]),
    scripts,
    HelpTopic(
      name: "scopes", title: "What crmsh asks Zoho for, and why",
      lines: NeededScope.allCases.map { "\($0.rawValue): \($0.purpose) (\($0.use.rawValue))" } + [
        "",
        "login asks for all of them, shows what was granted, and names what is missing.",
      ]),
    keys,
    offline,
    HelpTopic(
      name: "limits", title: "Not done",
      lines: [
        "Rates and costs per hour, reporting manager, invitation templates, re-invite, activation, teams, licence kinds, portal users without a project, and taking away memberships that crmsh did not make.",
        "Zoho doesn't offer the import to CRM Plus and Zoho One; crmsh refuses it there too.",
        "A mail that was sent can't be unsent.",
      ]),
    HelpTopic(
      name: "exit-codes", title: "Exit codes",
      lines: [
        "0  done, and read back where something was imported",
        "1  a fault of crmsh itself, or a folder, disk or output that can't be written; where people are left out or a run is unfinished, 3 and the like stand in its place",
        "2  wrong words, an unknown or ambiguous name, a rule of the language",
        "3  partial: people blocked, rejected, in conflict or not sent, the rest is as planned; a broken audit log",
        "4  unresolved: not everything that was sent could be shown, or an unfinished run stands in the way: resume",
        "5  a gate (edition, administrator, integration, licences), stale, another portal or plan, not confirmed",
        "6  the server asks to wait",
        "7  another process imports into this portal",
        "8  sign-in or scope",
        "9  network, and nothing sent",
        "78  files that are not safe",
        "129, 130, 131, 143  a signal (hang-up, ^C, quit, end), after a clean checkpoint",
      ]),
  ]
}
