import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

/// What came of fetching one module.
struct ModuleFetch {
  let module: CRMModule
  /// How many records CRM says there are; nil where it does not say.
  let total: Int?
  /// How many of the directory there are now.
  let held: Int
  /// How many of them were not there before.
  let new: Int
  let notes: [Block]
  /// When they were fetched, where an earlier session did and that was kept; nil: now.
  var asOf: Int64?
}

/// The records of a module as they were read.
struct ReadRecords<Subject> {
  let table: RecordTable<Subject>
  /// How many CRM says there are in all; nil where it does not say.
  let total: Int?
  let notes: [Block]
  /// Fields that CRM hides from the sign-in, in Zoho's names.
  let hidden: [String]
}

extension Interpreter {
  /// Fetches contacts or accounts: all of them in place of what was there, or those a filter means
  /// beside them. The session stays, its people found again by id.
  func fetch(
    _ module: CRMModule, where syntax: FilterSyntax?, _ context: EditContext
  ) async throws(Stop) -> ModuleFetch {
    let before = try context.connected()
    let old = before.directory
    if syntax == nil, let kept = try await takeKept(module, over: before, context) { return kept }
    let changes = try await lastChanges(of: module)
    let fetch: ModuleFetch
    let hidden: [String]
    let directory: Directory
    switch module {
    case .users: throw .refusal(.kindNotFetched(.users, count: nil))
    case .contacts:
      let read = try await table(of: module, where: syntax, old.contacts, context)
      fetch = ModuleFetch(module, read, over: old.contacts)
      hidden = read.hidden
      directory = Directory(users: old.users, contacts: read.table, accounts: old.accounts)
    case .accounts:
      let read = try await table(of: module, where: syntax, old.accounts, context)
      fetch = ModuleFetch(module, read, over: old.accounts)
      hidden = read.hidden
      directory = Directory(users: old.users, contacts: old.contacts, accounts: read.table)
    }
    guard !Task.isCancelled else { throw .interrupted }
    take(directory, over: before)
    var coverage = before.coverage
    let isWhole = syntax == nil
    coverage.count(fetch.total, of: module, isWhole: isWhole)
    coverage.note(changes, of: module, isWhole: isWhole)
    coverage[module] = before.coverage[module].adding(syntax)
    // What was there before is no newer for what was fetched beside it.
    if isWhole || before.coverage[module] == .nothing {
      coverage.fetchedAt[module] = context.now
    }
    coverage.hidden[module] = hidden
    fetched?.coverage = coverage
    // Everything as it was fetched at one time stays kept, rather than it and some of it newer.
    if isWhole || coverage[module] != .all { snapshots.unkept.insert(module) }
    return fetch
  }

  /// Puts another directory in place of the one there is.
  func take(_ directory: Directory, over before: Fetched) {
    var move = SessionMove(from: before.directory, to: directory)
    session = move.carried(session)
    timeline = timeline.mapping { move.carried($0) }
    fetched?.directory = directory
  }

  /// The records of a module, and how many CRM says there are in all, where it says.
  func table<Subject>(
    of module: CRMModule, where syntax: FilterSyntax?, _ held: RecordTable<Subject>,
    _ context: EditContext
  ) async throws(Stop) -> ReadRecords<Subject> {
    guard let services else { throw .refusal(.notConnected) }
    let schema = try await schema(of: module, services.crm)
    let filter = try lowered(syntax, of: module, schema.fields, context)
    let sharing = try sharing(of: syntax, of: module, schema, context)
    var table = RecordTable<Subject>(schema.fields)
    do throws(ServiceFailure) {
      let (total, countNotes) = await count(of: module, services.crm)
      let feed = ProgressFeed(
        console: surroundings.console, clock: surroundings.clock, unit: module.word,
        total: total ?? 0)
      let reading = try await services.crm.fill(
        &table,
        with: RecordQuery(
          module, schema: schema.fields, filter: filter, expected: total,
          hidden: Set(schema.hidden))
      ) { await feed.tell($0) }
      var notes = countNotes + schema.notes(of: syntax, module)
      notes += sharing.notes(reading)
      notes += FetchCommand.notes(of: reading, total, module, isWhole: syntax == nil)
      if syntax != nil { notes += FetchCommand.notes(found: table.count, module) }
      return ReadRecords(
        table: syntax == nil ? table : table.merging(held), total: total, notes: notes,
        hidden: schema.hidden)
    } catch {
      throw Task.isCancelled ? .interrupted : .service(error)
    }
  }

  /// How many records CRM says there are, and what is to be said where it does not: counting takes a
  /// scope more than reading, and reading goes on without.
  func count(
    of module: CRMModule, _ crm: any CRMService
  ) async -> (total: Int?, notes: [Block]) {
    do throws(ServiceFailure) {
      return (try await crm.count(of: module), [])
    } catch {
      let why = FailureWords.words(of: error).message
      return (nil, [.notice(.note, "CRM does not say how many \(module.word) it has: \(why)")])
    }
  }

  /// A filter of a module's own fields, as it would be meant some seconds later.
  func lowered(
    _ syntax: FilterSyntax?, of module: CRMModule, _ schema: PeopleSchema, _ context: EditContext,
    later seconds: Int64 = 0
  ) throws(Stop) -> Filter? {
    guard let syntax else { return nil }
    let fetched = try context.connected()
    let schemas = CRMSchemas(
      contacts: module == .contacts ? schema : fetched.directory.schemas.contacts,
      accounts: module == .accounts ? schema : fetched.directory.schemas.accounts)
    return try FilterLowering(
      fields: FieldResolver(schemas: schemas, modules: [module], isOfCRMOnly: true),
      times: TimeLiterals(
        now: context.now + seconds, zone: fetched.caller.timeZone, zones: context.zones)
    ).lower(syntax)
  }
}

extension ModuleFetch {
  fileprivate init<Subject>(
    _ module: CRMModule, _ read: ReadRecords<Subject>, over old: RecordTable<Subject>
  ) {
    self.init(
      module: module, total: read.total, held: read.table.count,
      new: read.table.countNew(since: old), notes: read.notes)
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
