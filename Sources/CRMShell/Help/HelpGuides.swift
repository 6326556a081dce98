/// Topics for people rather than for words.
extension HelpTopics {
  static let guides = [start, terms, safety, audit, histories]

  private static let start = HelpTopic(
    name: "start", title: "The first ten minutes",
    lines: [
      "connect sandbox                      a rehearsal portal inside crmsh: nothing leaves this machine",
      "list users                           who is in CRM, and who of them in the portal",
      "list roles; list projects            what the portal has to give",
      "select users where crm.role = \"Sales Manager\"",
      "role Manager                         stages those who are selected",
      "assign Website, Onboarding           and the projects they shall be in",
      "preview                              what an import would do, and what it costs",
      "undo                                 takes back the last step; redo does it again",
      "import                               asks, writes, reads back, tells the verdict",
      "report last                          who, why, what was sent, what the server said",
      "",
      "The same with your own portal: login NAME --dc DC, then connect NAME. Tab completes everything, ? on an empty place lists what may follow, and nothing is written before import.",
    ])

  private static let terms = HelpTopic(
    name: "terms", title: "What the words mean",
    lines: [
      "CRM user      somebody with an account in Zoho CRM: one of your own people",
      "contact       a person that CRM holds, of a customer's company; becomes a client user",
      "account       a company that CRM holds; becomes a customer",
      "portal        the organisation's Zoho Projects",
      "portal user   a member of the portal, with a role; takes a licence",
      "client user   somebody of a customer who sees the projects of that customer",
      "customer      the client company of client users",
      "role          what somebody is in the portal: one a person",
      "profile       what somebody may do: one for the portal, and one in each project",
      "selection     the people that lines mean which name nobody; frozen when select runs",
      "plan          what import shall bring about: people, each with role, customer, profile, projects",
      "change        what a person's row means against the portal: add, join, change, keep, blocked",
      "run           one import with its journal: from the question to the verdict",
      "verdict       what the portal, read back, shows of the plan",
      "PLAN-STATE    two hashes: of the plan, and of what the portal says of everything in it",
    ])

  private static let safety = HelpTopic(
    name: "safety", title: "What keeps an import from harm",
    lines: [
      "Nothing is written before import. It previews, and asks for the number of people it writes to; a script needs --yes.",
      "A plan that was previewed is imported only while the portal says the same of everybody in it (exit 5, with the difference).",
      "Each kind of call is tried on one person first. What the portal refuses there is sent to nobody else.",
      "Every call is in the journal before it is sent. One without an answer is looked up in the portal before anything is sent for those people again: nobody is invited twice.",
      "Roles, profiles and customers that people have are kept, unless --replace says otherwise; a client user is never moved to another customer.",
      "One process at a time writes to a portal. Zoho's rate limit is kept by all processes on this machine together.",
      "^C lets the calls in flight end, and leaves a run that resume goes on with.",
      "revert undoes what a run did and what nobody changed since. A mail that was sent can't be unsent.",
    ])

  private static let audit = HelpTopic(
    name: "audit", title: "Who did what, when, and why",
    lines: [
      "import --reason TEXT      the reason is kept with the run",
      "runs                      every import and revert of this --state, newest first; needs no connection",
      "runs for EMAIL            those that had this person",
      "report 7                  one run: people, calls, the server's words with their trace ids",
      "explain EMAIL in 7        one person: which line and file put them there, what was sent, what was read back",
      "runs --verify             computes the hash chain of the audit log anew and tells where it was altered",
      "",
      "Each entry of the log holds the hash of the one before. Who can write to the whole folder could make a new chain: copy the hash that runs --verify shows to where they can't.",
    ])

  private static let histories = HelpTopic(
    name: "histories", title: "Four histories, side by side",
    lines: [
      "of            shown by         kept                           taken back by",
      "lines typed   history, ^R      for each sign-in, no secrets   nothing: it is what was typed",
      "this session  log              until quit                     undo and redo, up to the last import",
      "the script    save FILE        as long as the file            deleting the line",
      "imports       runs, report     in the journal, for ever       revert RUN, as far as nobody changed it",
    ])
}
