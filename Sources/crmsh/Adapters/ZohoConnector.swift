import CRMShell
import ImportEngine
import ImportModel
import JournalStore
import ZohoClient

/// Connects to the rehearsal server inside the process, to one at a loopback address, or by a sign-in.
struct ZohoConnector: Connector {
  let stateDirectory: String
  /// Where portals are held: one folder for all state directories of this user.
  let lockDirectory: String
  let signIn: KeptSignIns
  let clock: any ImportEngine.Clock
  let randomness: any Randomness
  /// Of the journal on disk, which each connection opens anew.
  private let summaries = KnownSummaries()
  #if DEBUG
    let crashPoints = CrashSwitch.requested
  #endif

  func connect(to target: String) async throws(ConnectFailure) -> ConnectedServices {
    guard target == "sandbox" else {
      guard target.contains("://") else { return try await connect(by: target) }
      let keeping = try keeping(for: .rehearsal, at: target, isRehearsal: true)
      return try await services(at: target, keeping, isEphemeral: false) {}
    }
    let server: EmbeddedSandbox
    do {
      server = try await EmbeddedSandbox.start()
    } catch {
      throw .service(.unreachable("the sandbox did not start: \(error)"))
    }
    do throws(ConnectFailure) {
      return try await services(at: server.address, try ephemeral(), isEphemeral: true) {
        await server.stop()
      }
    } catch {
      await server.stop()
      throw error
    }
  }

  func journal() async throws(ConnectFailure) -> any RunJournal { try stored() }

  /// The account of a rehearsal server that is connected to by its address.
  private static let rehearsalAccount = "sandbox"

  func owner(of target: String) async throws(ConnectFailure) -> SnapshotOwner? {
    guard target != "sandbox" else { return nil }
    if target.contains("://") {
      guard let rule = HostRule(named: target) else { throw .refusal(.notLoopback(target)) }
      return SnapshotOwner(baseURL: rule.projects.description, account: Self.rehearsalAccount)
    }
    let login = try await login(named: target)
    guard let rule = HostRule(named: login.server) else {
      throw .signIn(.foreignHost(login.server))
    }
    return SnapshotOwner(
      baseURL: rule.projects.description, account: login.account, chosenPortal: login.portal)
  }

  /// What is kept of a connection to a server. Slots and tokens of Zoho's lie in one folder for all
  /// state directories, as its limits hold for all of them; those of rehearsals, told apart by the
  /// server's world, in the session's own.
  func keeping(
    for credentials: Credentials, at server: String, isRehearsal: Bool
  ) throws(ConnectFailure) -> Keeping {
    // Whatever stands in the way of the folder, holding a portal in it says.
    _ = StateDirectory.make(lockDirectory)
    let folder = isRehearsal ? stateDirectory : lockDirectory
    return Keeping(
      journal: try stored(), slots: try slots(in: folder),
      tokens: LockedFile(
        credentials.recordName(at: server, by: SHA256()), in: folder, clock: clock))
  }

  /// What is kept of a connection.
  struct Keeping {
    let journal: SQLiteJournal
    let slots: SQLiteSlots
    /// Nil: tokens are not shared with other processes.
    let tokens: LockedFile?
  }

  /// What is kept of the sandbox inside the process: it goes with it.
  private func ephemeral() throws(ConnectFailure) -> Keeping {
    do throws(JournalFailure) {
      return Keeping(
        journal: try .inMemory(), slots: try .inMemory(clock: SystemBootClock()), tokens: nil)
    } catch {
      throw .storage(error)
    }
  }

  private func slots(in folder: String) throws(ConnectFailure) -> SQLiteSlots {
    do throws(JournalFailure) {
      return try SQLiteSlots(directory: folder, clock: SystemBootClock())
    } catch {
      throw .storage(error)
    }
  }

  private func stored() throws(ConnectFailure) -> SQLiteJournal {
    // Whatever stands in the way of the folder, opening the journal in it says.
    _ = StateDirectory.make(stateDirectory)
    do throws(JournalFailure) {
      return try SQLiteJournal(
        directory: stateDirectory, locks: lockDirectory, summaries: summaries)
    } catch {
      throw .storage(error)
    }
  }

  private func services(
    at address: String, _ keeping: Keeping, isEphemeral: Bool,
    whenClosed: @escaping @Sendable () async -> Void
  ) async throws(ConnectFailure) -> ConnectedServices {
    let connection: ZohoConnection
    do throws(ConnectionRefusal) {
      connection = try ZohoConnection.sandbox(
        baseURL: address, slots: keeping.slots, tokens: keeping.tokens, clock: clock,
        randomness: randomness)
    } catch {
      switch error {
      case .notAnAddress(let text): throw .refusal(.unknownTarget(text))
      case .notLoopback(let text): throw .refusal(.notLoopback(text))
      }
    }
    return try await services(
      over: connection, keeping, account: Self.rehearsalAccount, isRehearsal: true,
      isEphemeral: isEphemeral, whenClosed: whenClosed)
  }

  /// The services of a connection that is made; a rehearsal server is asked which world it plays.
  func services(
    over connection: ZohoConnection, _ keeping: Keeping, account: String, isRehearsal: Bool,
    isEphemeral: Bool = false, login: Login? = nil, whenClosed: @escaping @Sendable () async -> Void
  ) async throws(ConnectFailure) -> ConnectedServices {
    var instance: String?
    if isRehearsal {
      do throws(ServiceFailure) {
        instance = try await connection.instance()
      } catch {
        await connection.close()
        throw .service(error)
      }
    }
    let (projects, kept) = watched(connection.projects, keeping.journal)
    return ConnectedServices(
      crm: connection.crm, projects: projects, journal: kept,
      baseURL: connection.projects.baseURL, account: account, instance: instance ?? "",
      requestCount: { connection.requestCount.requests },
      pace: { chosen, waiting in
        connection.pace.hold(to: chosen)
        connection.pace.tell(waiting)
      },
      details: ConnectionDetails(
        dataCentre: isRehearsal ? nil : login?.server,
        // Where the server did not tell at sign-in, nobody knows.
        grantedScopes: login.flatMap { $0.scopes.isEmpty ? nil : $0.scopes },
        standing: connection.standing),
      chosenPortal: login?.portal,
      remember: { portal in
        guard let login else { return nil }
        return await signIn.remember(portal: portal, for: login.name)
      }, isEphemeral: isEphemeral,
      close: {
        await connection.close()
        await whenClosed()
      })
  }
}

extension ZohoConnector {
  /// The same services, which tell of the places where the process is to die, if there are any.
  private func watched(
    _ projects: any PortalService, _ journal: any RunJournal
  ) -> (any PortalService, any RunJournal) {
    #if DEBUG
      guard let crashPoints else { return (projects, journal) }
      return (
        CrashingPortal(inner: projects, points: crashPoints),
        CrashingJournal(journal: journal, points: crashPoints)
      )
    #else
      return (projects, journal)
    #endif
  }
}
