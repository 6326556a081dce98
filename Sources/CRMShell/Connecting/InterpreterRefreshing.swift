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
  /// These users, where CRM says that nobody changed since the latest change among them: the server's
  /// own time, since a clock of ours could be wrong. Nil where they are to be fetched.
  func unchanged(
    _ users: RecordTable<CRMUser>?
  ) async throws(ServiceFailure) -> RecordTable<CRMUser>? {
    guard let users, let column = users.schema.index(of: "Modified_Time") else { return nil }
    let times = (0..<users.count).compactMap { row -> Int64? in
      if case .time(let time) = users[row, column] { time } else { nil }
    }
    guard let latest = times.max() else { return nil }
    do throws(ServiceFailure) {
      return try await areUnchanged(users, since: latest) ? users : nil
    } catch .scope, .refused, .malformed {
      return nil
    }
  }
}

extension CRMModule {
  /// The modules whose records a fetch of this one tells something of: contacts tell their accounts'
  /// names.
  var modulesRead: [CRMModule] { self == .contacts ? [.contacts, .accounts] : [self] }
}

extension Coverage {
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
