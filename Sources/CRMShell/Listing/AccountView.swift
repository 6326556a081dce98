import CommandLanguage
import ImportModel
import Reporting

/// One CRM account: what was fetched of it, its contacts, and the portal's customer of its name.
struct AccountView {
  private let context: EditContext
  private let fetched: Fetched
  private let people: JoinedPeople

  init(_ context: EditContext, _ session: Session) throws(Stop) {
    self.context = context
    fetched = try context.connected()
    people = JoinedPeople(
      directory: fetched.directory, portal: fetched.portal, plan: session.plan)
  }

  /// The account that a word names.
  func reply(_ word: Word) throws(Stop) -> Reply {
    if fetched.coverage.contacts == .nothing {
      try fetched.coverage.check(.accounts, at: word.span)
    }
    let id = try AccountResolver(fetched).account(word)
    let rows = contacts(of: id, named: word.text)
    let blocks = facts(of: id, rows, word)
    let notes = fetched.coverage.notes(of: word, id)
    guard fetched.coverage.contacts != .nothing else {
      return Reply(
        Report(blocks + [.notice(.note, "no contacts were fetched: type fetch contacts")]))
    }
    var table = PeopleColumns(schemas: fetched.directory.schemas, modules: [.contacts])
      .table(rows, of: people, numbered: context.isTerminal && !context.isRedirected)
    table.footer = "\(rows.count, "contact", "contacts")"
    return Reply(
      Report(blocks + [.table(table)] + notes),
      listed: rows.compactMap { fetched.directory.id(at: $0) })
  }

  private func facts(of id: CRMAccountID?, _ contacts: [Int], _ word: Word) -> [Block] {
    let directory = fetched.directory
    let row = id.flatMap { directory.accounts.row(of: $0) }
    let name =
      row.flatMap { directory.accounts.text("Account_Name", at: $0) }
      ?? contacts.first.flatMap { directory.account(at: $0)?.name } ?? word.text
    var facts = [Fact("account", Text(name, .strong), key: "name")]
    if let id { facts.append(Fact("CRM id", Text(id.text), key: "id")) }
    if let row { facts += fields(row) }
    let customers = CustomerName(name).map { fetched.portal.customers(named: $0) } ?? []
    let words = customers.map { "\($0.name) (\($0.id))" }.joined(separator: ", ")
    facts.append(
      Fact(
        "customer in the portal", Text(customers.isEmpty ? "none of this name" : words),
        key: "customers", data: .strings(customers.map(\.id.text))))
    let lookalikes = CustomerLookalikes(of: fetched.portal.customers)
    let alike = customers.isEmpty ? CustomerName(name).map(lookalikes.names) ?? [] : []
    guard let first = alike.first else { return [.facts(facts)] }
    return [
      .facts(facts),
      .notice(
        .note,
        "the portal has \(alike.joined(separator: ", ")): customer \(Word.sourceForm(of: first)) for \(whom(name)) takes that one"
      ),
    ]
  }

  /// Those staged for a customer of the account's name where there are any, else all its contacts.
  private func whom(_ account: String) -> String {
    let name = Word.sourceForm(of: account)
    let isStaged = people.plan.rows.contains { row in
      row.customer.flatMap { people.names.customer($0.value) }.map(lowercased)
        == lowercased(account)
    }
    return isStaged ? "contacts where plan.customer = \(name)" : "account \(name)"
  }

  private func fields(_ row: Int) -> [Fact] {
    let accounts = fetched.directory.accounts
    return accounts.schema.fields.enumerated().compactMap { index, field in
      guard field.apiName != "Account_Name", let value = accounts[row, index].texts.first else {
        return nil
      }
      return Fact(field.apiName, Text(value), key: field.key)
    }
  }

  private func contacts(of id: CRMAccountID?, named name: String) -> [Int] {
    let directory = fetched.directory
    return directory.rows(of: .contact).filter { row in
      guard let account = directory.account(at: row) else { return false }
      return id.map { account.id == $0 } ?? (lowercased(account.name) == lowercased(name))
    }
  }
}
