import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

/// Contacts and accounts when everything is fetched again.
extension Interpreter {
  /// When the records that a fetch of a module reads were changed last; the accounts that contacts name
  /// are among them. Nothing of a module that CRM does not tell.
  func lastChanges(of module: CRMModule) async throws(Stop) -> [CRMModule: Int64] {
    guard let services else { throw .refusal(.notConnected) }
    var changes: [CRMModule: Int64] = [:]
    for module in module.modulesRead {
      do throws(ServiceFailure) {
        changes[module] = try await services.crm.lastChange(of: module)
      } catch .scope, .refused, .malformed {
        // A refresh then fetches anew.
        continue
      } catch {
        throw Task.isCancelled ? .interrupted : .service(error)
      }
    }
    return changes
  }

  /// Fetches contacts and accounts again into `after`, as far as they were fetched before and CRM does
  /// not say that nothing changed. Returns the modules that were kept.
  func refetch(_ after: inout Fetched, as before: Fetched, _ context: EditContext)
    async throws(Stop) -> [CRMModule]
  {
    var kept: [CRMModule] = []
    var contacts = before.directory.contacts
    var accounts = before.directory.accounts
    after.coverage.lastChanges = before.coverage.lastChanges
    after.coverage.fetchedAt = before.coverage.fetchedAt
    after.coverage.hidden = before.coverage.hidden
    if try await isUnchanged(.contacts, contacts.schema, before, after, context) {
      kept.append(.contacts)
    } else {
      contacts = try await again(.contacts, before.coverage.contacts, &after, context)
    }
    if try await isUnchanged(.accounts, accounts.schema, before, after, context) {
      kept.append(.accounts)
    } else {
      accounts = try await again(.accounts, before.coverage.accounts, &after, context)
    }
    after.directory = Directory(
      users: after.directory.users, contacts: contacts, accounts: accounts)
    after.coverage.contacts = before.coverage.contacts
    after.coverage.accounts = before.coverage.accounts
    return kept
  }

  /// Whether a module's records are surely as they were: as many, none changed since, of the same
  /// fields, of a filter that does not move with time, and the users and accounts they name unchanged
  /// too.
  func isUnchanged(
    _ module: CRMModule, _ schema: PeopleSchema, _ before: Fetched, _ after: Fetched,
    _ context: EditContext
  ) async throws(Stop) -> Bool {
    guard let services, before.coverage[module] != .nothing,
      before.directory.users == after.directory.users,
      !(try moves(before.coverage[module], of: module, schema, context))
    else { return false }
    for read in module.modulesRead {
      guard let time = before.coverage.lastChanges[module]?[read],
        let count = before.coverage.counts[read], count == after.coverage.counts[read]
      else { return false }
      do throws(ServiceFailure) {
        guard try await services.crm.isUnchanged(read, since: time) else { return false }
      } catch .scope, .refused, .malformed {
        return false
      } catch {
        throw Task.isCancelled ? .interrupted : .service(error)
      }
    }
    // A record of another module that is given another name changes no contact that points to it.
    guard !schema.fields.contains(where: \.namesRecordOfOtherModule) else { return false }
    let now = try await self.schema(of: module, services.crm)
    return now.fields == schema && now.hidden == before.coverage.hidden[module, default: []]
  }

  /// Whether one of the filters means other times tomorrow.
  private func moves(
    _ extent: Coverage.Extent, of module: CRMModule, _ schema: PeopleSchema,
    _ context: EditContext
  ) throws(Stop) -> Bool {
    guard case .part(let filters) = extent else { return false }
    for filter in filters {
      let now = try lowered(filter, of: module, schema, context)
      if try lowered(filter, of: module, schema, context, later: 86_400) != now { return true }
    }
    return false
  }

  private func again<Subject>(
    _ module: CRMModule, _ extent: Coverage.Extent, _ after: inout Fetched, _ context: EditContext
  ) async throws(Stop) -> RecordTable<Subject> {
    var held = RecordTable<Subject>(CRMSchemas()[module])
    guard extent != .nothing else { return held }
    after.coverage.note(try await lastChanges(of: module), of: module, isWhole: true)
    after.coverage.fetchedAt[module] = surroundings.clock.wallSeconds
    snapshots.unkept.insert(module)
    switch extent {
    case .nothing: break
    case .all:
      let read = try await table(of: module, where: nil, held, context)
      held = read.table
      after.coverage.hidden[module] = read.hidden
    case .part(let filters):
      for filter in filters {
        let read = try await table(of: module, where: filter, held, context)
        held = read.table
        after.coverage.hidden[module] = read.hidden
      }
    }
    return held
  }
}

extension CRMService {
  /// These users, fetched by a time in seconds since 1970, where CRM says that nobody changed since the
  /// latest change among them: the server's own time, since a clock of ours could be wrong. Nil where they
  /// are to be fetched: also where that change may have been made while they were, since one of somebody
  /// read before it would then never show.
  func unchanged(
    _ users: RecordTable<CRMUser>?, by fetchedAt: Int64
  ) async throws(ServiceFailure) -> RecordTable<CRMUser>? {
    guard let users, let latest = users.settledChange(by: fetchedAt) else { return nil }
    do throws(ServiceFailure) {
      return try await areUnchanged(users, since: latest) ? users : nil
    } catch .scope, .refused, .malformed {
      return nil
    }
  }
}

extension RecordTable<CRMUser> {
  /// Seconds that a fetch may take, and that our clock may be ahead of the server's.
  private static var longestFetch: Int64 { 3_600 }

  /// When somebody was changed last, in seconds since 1970, of users fetched by another such time; nil
  /// where nobody tells, or where they may still have been being fetched then.
  func settledChange(by fetchedAt: Int64) -> Int64? {
    guard let column = schema.index(of: "Modified_Time") else { return nil }
    let latest = (0..<count).compactMap { row -> Int64? in
      if case .time(let time) = self[row, column] { time } else { nil }
    }.max()
    return latest.flatMap { $0 < fetchedAt - Self.longestFetch ? $0 : nil }
  }
}

extension CRMModule {
  /// The modules whose records a fetch of this one tells something of: contacts tell their accounts'
  /// names.
  var modulesRead: [CRMModule] { self == .contacts ? [.contacts, .accounts] : [self] }
}

extension Coverage {
  /// Notes how many records CRM says a module has. A fetch of a part leaves the number that goes with
  /// everything fetched before; where there are other accounts than the contacts were read with, the
  /// contacts may name one that is gone.
  mutating func count(_ total: Int?, of module: CRMModule, isWhole: Bool) {
    guard isWhole || self[module] == .nothing else { return }
    if module == .accounts, total != counts[.accounts] { lastChanges[.contacts] = nil }
    counts[module] = total
  }

  /// Notes when what a fetch of a module read was changed last; a fetch of a part leaves what was
  /// fetched before as old as it is.
  mutating func note(_ changes: [CRMModule: Int64], of module: CRMModule, isWhole: Bool) {
    guard self[module] != .nothing, !isWhole else {
      lastChanges[module] = changes
      return
    }
    lastChanges[module] = (lastChanges[module] ?? [:]).compactMap { read, time in
      changes[read].map { (read, min(time, $0)) }
    }.reduce(into: [:]) { $0[$1.0] = $1.1 }
  }
}

extension Field {
  /// What a lookup shows that is a record of neither users, contacts nor accounts, whose changes nobody
  /// is asked about.
  fileprivate var namesRecordOfOtherModule: Bool {
    path.count == 2 && path[1] == "name"
      && !["Owner", "Created_By", "Modified_By", "Account_Name", "Parent_Account", "Reporting_To"]
        .contains(path[0])
  }
}
