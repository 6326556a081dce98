import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

/// What came of fetching one module.
struct ModuleFetch {
  let module: CRMModule
  /// How many records CRM says there are.
  let total: Int
  /// How many of the directory there are now.
  let held: Int
  /// How many of them were not there before.
  let new: Int
  let notes: [Block]
}

extension Interpreter {
  /// The most fields that CRM tells in one answer. [C] OAS26 record
  private static let mostFields = 50

  /// Fetches contacts or accounts: all of them in place of what was there, or those a filter means
  /// beside them. The session stays, its people found again by id.
  func fetch(
    _ module: CRMModule, where syntax: FilterSyntax?, _ context: EditContext
  ) async throws(Stop) -> ModuleFetch {
    let before = try context.connected()
    let old = before.directory
    let result: (count: Int, new: Int, total: Int, notes: [Block], directory: Directory)
    switch module {
    case .users: throw .refusal(.kindNotFetched(.users, count: nil))
    case .contacts:
      let (table, total, notes) = try await table(of: module, where: syntax, old.contacts, context)
      result = (
        table.count, table.countNew(since: old.contacts), total, notes,
        Directory(users: old.users, contacts: table, accounts: old.accounts)
      )
    case .accounts:
      let (table, total, notes) = try await table(of: module, where: syntax, old.accounts, context)
      result = (
        table.count, table.countNew(since: old.accounts), total, notes,
        Directory(users: old.users, contacts: old.contacts, accounts: table)
      )
    }
    guard !Task.isCancelled else { throw .interrupted }
    take(result.directory, over: before)
    fetched?.coverage.counts[module] = result.total
    fetched?.coverage[module] = before.coverage[module].adding(syntax)
    return ModuleFetch(
      module: module, total: result.total, held: result.count, new: result.new, notes: result.notes)
  }

  /// Fetches contacts and accounts again into `after`, as far as they were fetched before.
  func refetch(_ after: inout Fetched, as before: Fetched, _ context: EditContext)
    async throws(Stop)
  {
    let contacts: RecordTable<CRMContact> = try await again(
      .contacts, before.coverage.contacts, context)
    let accounts: RecordTable<CRMAccount> = try await again(
      .accounts, before.coverage.accounts, context)
    after.directory = Directory(
      users: after.directory.users, contacts: contacts, accounts: accounts)
    after.coverage.contacts = before.coverage.contacts
    after.coverage.accounts = before.coverage.accounts
  }

  private func again<Subject>(
    _ module: CRMModule, _ extent: Coverage.Extent, _ context: EditContext
  ) async throws(Stop) -> RecordTable<Subject> {
    var held = RecordTable<Subject>(CRMSchemas()[module])
    switch extent {
    case .nothing: break
    case .all: held = try await table(of: module, where: nil, held, context).0
    case .part(let filters):
      for filter in filters {
        held = try await table(of: module, where: filter, held, context).0
      }
    }
    return held
  }

  /// Puts another directory in place of the one there is.
  private func take(_ directory: Directory, over before: Fetched) {
    let move = SessionMove(from: before.directory, to: directory)
    session = move.carried(session)
    timeline = timeline.mapping(move.carried)
    fetched?.directory = directory
  }

  /// The records of a module, and how many CRM says there are in all.
  func table<Subject>(
    of module: CRMModule, where syntax: FilterSyntax?, _ held: RecordTable<Subject>,
    _ context: EditContext
  ) async throws(Stop) -> (RecordTable<Subject>, total: Int, notes: [Block]) {
    guard let services else { throw .refusal(.notConnected) }
    let (schema, notes) = try await schema(of: module, services.crm)
    let filter = try lowered(syntax, of: module, schema, context)
    var table = RecordTable<Subject>(schema)
    do throws(ServiceFailure) {
      let total = try await services.crm.count(of: module)
      let feed = ProgressFeed(
        console: surroundings.console, clock: surroundings.clock, unit: module.word, total: total)
      try await services.crm.fill(
        &table, with: RecordQuery(module, schema: schema, filter: filter, expected: total)
      ) { await feed.tell($0) }
      guard syntax != nil else { return (table, total, notes) }
      return (table.merging(held), total, notes + FetchCommand.notes(found: table.count, module))
    } catch {
      throw Task.isCancelled ? .interrupted : .service(error)
    }
  }

  private func lowered(
    _ syntax: FilterSyntax?, of module: CRMModule, _ schema: PeopleSchema, _ context: EditContext
  ) throws(Stop) -> Filter? {
    guard let syntax else { return nil }
    let fetched = try context.connected()
    let schemas = CRMSchemas(
      contacts: module == .contacts ? schema : fetched.directory.schemas.contacts,
      accounts: module == .accounts ? schema : fetched.directory.schemas.accounts)
    return try FilterLowering(
      fields: FieldResolver(schemas: schemas, modules: [module], isOfCRMOnly: true),
      times: TimeLiterals(
        now: context.now, zone: fetched.caller.timeZone, zones: context.zones)
    ).lower(syntax)
  }

  /// The module's fields with the organisation's own; only those every organisation has where CRM
  /// does not tell.
  private func schema(
    of module: CRMModule, _ crm: any CRMService
  ) async throws(Stop) -> (PeopleSchema, [Block]) {
    let standard = CRMSchemas()[module]
    let own: [Field]
    do throws(ServiceFailure) {
      own = try await crm.fields(of: module).filter(\.isCustom).map(\.field)
    } catch .scope(let words) {
      return (standard, [.notice(.note, "own fields of \(module.word) are not known: \(words)")])
    } catch .refused(let title, let message, _) {
      return (
        standard,
        [.notice(.note, "own fields of \(module.word) are not known: \(title) \(message)")]
      )
    } catch {
      throw .service(error)
    }
    let room = max(0, Self.mostFields - Set(standard.fields.map { $0.path[0] }).count)
    guard own.count > room else { return (standard.adding(own), []) }
    return (
      standard.adding(Array(own.prefix(room))),
      [
        .notice(
          .note,
          "CRM tells at most \(Self.mostFields) fields: \(own.count - room) own fields of \(module.word) are left out"
        )
      ]
    )
  }
}

/// Tells how far reading has come.
private struct ProgressFeed {
  let console: any Console
  let clock: any Clock
  let unit: String
  let total: Int
  let start: Int64

  init(console: any Console, clock: any Clock, unit: String, total: Int) {
    self.console = console
    self.clock = clock
    self.unit = unit
    self.total = total
    start = clock.uptime
  }

  func tell(_ read: Int) async {
    await console.progress(
      Reporting.Progress(
        unit: unit, done: read, total: max(read, total),
        elapsed: .milliseconds(clock.uptime - start)
      ).line)
  }
}

extension Coverage.Extent {
  /// How far it is after a further fetch; nil: of everything.
  fileprivate func adding(_ filter: FilterSyntax?) -> Coverage.Extent {
    guard let filter else { return .all }
    switch self {
    case .all: return .all
    case .nothing: return .part([filter])
    case .part(let filters): return .part(filters.contains(filter) ? filters : filters + [filter])
    }
  }
}
