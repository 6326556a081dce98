extension HelpTopics {
  /// What is kept of a session, and planning with it.
  static let offline = HelpTopic(
    name: "offline", title: "What is kept, and planning without a network",
    lines: [
      "What connect, fetch and refresh read is kept in the state folder, for you alone: the CRM users and the portal, with the people of projects that were read, and contacts and accounts as far as they were fetched. Never of connect sandbox. set snapshots=off keeps nothing, logout NAME removes what was kept by a sign-in.",
      "crmsh --offline connects to what was kept: no server is asked, no secret is used, and nothing is sent. The prompt and connect say how old it is. list, select, role, assign, preview, explain, save and undo work as always. What was never read is refused by name, such as the people of a project: show project NAME or preview reads them online.",
      "import, resume, abandon, revert, refresh, doctor, login and logout are refused offline. save FILE keeps the plan; crmsh FILE, without --offline, holds it against the portal as it is then. With save FILE --pinned it is refused where what the portal says of its people has changed.",
      "Online nothing of a portal is taken from what was kept. CRM users and contacts are, where CRM says that none changed since, and you are told.",
    ])
}
