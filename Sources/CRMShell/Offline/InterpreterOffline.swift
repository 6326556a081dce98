import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

/// A session over what was kept, without a server.
extension Interpreter {
  /// Why a command that asks a server does not run; nil where it may.
  func refusedOffline(_ declaration: Declaration) -> Refusal? {
    let needs = declaration.requirements
    let isKept = services.map { $0.kept != nil } ?? mode.isOffline
    guard needs.contains(.network) && mode.isOffline || needs.contains(.online) && isKept else {
      return nil
    }
    return .offline(command: declaration.name)
  }

  /// What was kept of a portal, with the records beside it.
  func opened(_ kept: PortalSnapshot, as target: String) async -> Fetched {
    var coverage = Coverage()
    coverage.counts = kept.counts
    coverage.countProblem = kept.countProblem
    let contacts: RecordTable<CRMContact> = await records(.contacts, of: kept.key, &coverage)
    let accounts: RecordTable<CRMAccount> = await records(.accounts, of: kept.key, &coverage)
    var fetched = Fetched(
      target: target,
      directory: Directory(users: kept.users, contacts: contacts, accounts: accounts),
      portal: kept.portal, caller: kept.caller, organisation: kept.organisation,
      administrators: kept.administrators, coverage: coverage, fetchedAt: kept.fetchedAt)
    fetched.ungranted = kept.ungranted.compactMap { NeededScope(rawValue: $0) }
    return fetched
  }

  private func records<Subject>(
    _ module: CRMModule, of key: PortalKey, _ coverage: inout Coverage
  ) async -> RecordTable<Subject> {
    let found: RecordsSnapshot<Subject>? = await trusted(
      surroundings.snapshots.records(module, of: key))
    let none = RecordTable<Subject>(CRMSchemas()[module])
    guard let kept = found, kept.key == key else { return none }
    if let texts = kept.filters {
      let filters = texts.compactMap { filter(module, $0) }
      guard filters.count == texts.count else {
        await tellOnce(
          "\(module.word) that were kept are not used: what they were fetched by can't be read")
        return none
      }
      coverage[module] = .part(filters)
    } else {
      coverage[module] = .all
    }
    coverage.lastChanges[module] = kept.lastChanges
    coverage.fetchedAt[module] = kept.fetchedAt
    coverage.hidden[module] = kept.hidden
    return kept.table
  }

  /// A filter from its text; nil where it is none.
  private func filter(_ module: CRMModule, _ text: String) -> FilterSyntax? {
    do throws(SyntaxError) {
      let statements = try Lexer().statements(of: "fetch \(module.word) where \(text)")
      guard statements.count == 1, let statement = statements.first else { return nil }
      return try registry.parser(at: .commandLine).parse(statement) { _ in nil }
        .arguments[FetchCommand.filter]
    } catch {
      return nil
    }
  }

  /// The lines that fetched what was kept, for `save`: a script that is run online fetches it too.
  func linesThatFetched(_ fetched: Fetched) -> [String] {
    [CRMModule.contacts, .accounts].flatMap { module -> [String] in
      switch fetched.coverage[module] {
      case .nothing: []
      case .all: ["fetch \(module.word)"]
      case .part(let filters):
        filters.map { "fetch \(module.word) where \($0.sourceForm)" }
      }
    }
  }

  /// `fetch` over what was kept: right where that holds what is asked for, so that scripts that fetch
  /// can be planned with.
  func fetchKept(
    _ module: CRMModule, where syntax: FilterSyntax?, _ context: EditContext
  ) throws(Stop) -> Reply {
    let fetched = try context.connected()
    let isHeld =
      switch fetched.coverage[module] {
      case .all: true
      case .nothing: false
      case .part(let filters):
        syntax.map { wanted in filters.contains { $0.sourceForm == wanted.sourceForm } } ?? false
      }
    guard isHeld, let time = fetched.coverage.fetchedAt[module] else {
      let which = syntax.map { " where \($0.sourceForm)" } ?? ""
      throw .service(.offline(missing: "\(syntax == nil ? "all " : "")\(module.word)\(which)"))
    }
    let count =
      module == .contacts ? fetched.directory.contacts.count : fetched.directory.accounts.count
    return reply(
      on: ModuleFetch(
        module: module, total: fetched.coverage.counts[module], held: count, new: 0, notes: [],
        asOf: time))
  }

  /// What a connection to what was kept says of it.
  func age(of fetched: Fetched) -> Block {
    let records = [CRMModule.contacts, .accounts].compactMap { module -> Text? in
      guard let time = fetched.coverage.fetchedAt[module] else { return nil }
      let part = fetched.coverage[module] == .all ? "" : " (some)"
      return "\(module.word)\(part) of \(time: time)"
    }
    let read = fetched.portal.members.count
    let rest: Text =
      records.isEmpty ? "no contacts or accounts" : records.joined(", ")
    return .notice(
      .warning,
      "offline, as of \(time: fetched.fetchedAt): nothing is asked of a server, and nothing sent. Kept besides: \(rest), the people of \(read, "project", "projects")"
    )
  }

  /// That a session goes by what was kept, and of when that is; nothing where servers are asked.
  func offlineNotice(_ fetched: Fetched?) -> [Block] {
    guard services.map({ $0.kept != nil }) ?? mode.isOffline else { return [] }
    let age: Text = fetched.map { ", as of \(time: $0.fetchedAt)" } ?? ""
    return [.notice(.note, "offline\(age): nothing is asked of a server")]
  }
}
