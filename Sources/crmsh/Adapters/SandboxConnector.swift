import CRMShell
import ImportEngine
import ImportModel
import JournalStore
import ZohoClient
import ZohoSandbox

/// Connects to the rehearsal server inside the process, or to one at a loopback address.
struct SandboxConnector: Connector {
  let stateDirectory: String
  /// Where portals are held: one folder for all state directories of this user.
  let lockDirectory: String
  let clock: any ImportEngine.Clock
  let randomness: any Randomness
  #if DEBUG
    let crashPoints = CrashSwitch.requested
  #endif

  func connect(to target: String) async throws(ConnectFailure) -> ConnectedServices {
    guard target == "sandbox" else {
      guard target.contains("://") else { throw .refusal(.unknownTarget(target)) }
      // Whatever stands in the way of the folder, holding a portal in it says.
      _ = StateDirectory.make(lockDirectory)
      let keeping = Keeping(
        journal: try stored(), slots: try slots(),
        tokens: LockedFile(
          Credentials.rehearsal.recordName(at: target, by: SHA256()), in: stateDirectory,
          clock: clock))
      return try await services(at: target, keeping) {}
    }
    let server: EmbeddedSandbox
    do {
      server = try await EmbeddedSandbox.start()
    } catch {
      throw .service(.unreachable("the sandbox did not start: \(error)"))
    }
    do throws(ConnectFailure) {
      return try await services(at: server.address, try ephemeral()) {
        await server.stop()
      }
    } catch {
      await server.stop()
      throw error
    }
  }

  func journal() async throws(ConnectFailure) -> any RunJournal { try stored() }

  /// What is kept of a connection.
  private struct Keeping {
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

  /// Slots of rehearsals lie in the session's own folder, told apart by the server's world: no limit
  /// of Zoho's is spent by them.
  private func slots() throws(ConnectFailure) -> SQLiteSlots {
    do throws(JournalFailure) {
      return try SQLiteSlots(directory: stateDirectory, clock: SystemBootClock())
    } catch {
      throw .storage(error)
    }
  }

  private func stored() throws(ConnectFailure) -> SQLiteJournal {
    // Whatever stands in the way of the folder, opening the journal in it says.
    _ = StateDirectory.make(stateDirectory)
    do throws(JournalFailure) {
      return try SQLiteJournal(directory: stateDirectory, locks: lockDirectory)
    } catch {
      throw .storage(error)
    }
  }

  private func services(
    at address: String, _ keeping: Keeping,
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
    let instance: String?
    do throws(ServiceFailure) {
      instance = try await connection.instance()
    } catch {
      await connection.close()
      throw .service(error)
    }
    let (projects, kept) = watched(connection.projects, keeping.journal)
    return ConnectedServices(
      crm: connection.crm, projects: projects, journal: kept,
      baseURL: connection.projects.baseURL, account: "sandbox", instance: instance ?? "",
      requestCount: { connection.requestCount.requests },
      pace: { chosen, waiting in
        connection.pace.hold(to: chosen)
        connection.pace.tell(waiting)
      }, details: ConnectionDetails(standing: connection.standing),
      close: {
        await connection.close()
        await whenClosed()
      })
  }
}

extension SandboxConnector {
  /// The same services, which tell of the places where the process is to die, if there are any.
  private func watched(
    _ projects: any PortalService, _ journal: any RunJournal
  ) -> (any PortalService, any RunJournal) {
    #if DEBUG
      guard let crashPoints else { return (projects, journal) }
      return (
        CrashingPortal(portal: projects, points: crashPoints),
        CrashingJournal(journal: journal, points: crashPoints)
      )
    #else
      return (projects, journal)
    #endif
  }
}

/// A sandbox that runs in a task of this process until it is stopped.
struct EmbeddedSandbox: Sendable {
  let address: String
  private let task: Task<Void, any Error>

  /// Returns once it listens on a free port.
  static func start(_ options: SandboxOptions = SandboxOptions()) async throws -> EmbeddedSandbox {
    let server = try SandboxServer(options: options)
    let (ports, found) = AsyncStream.makeStream(of: Int.self)
    let task = Task {
      defer { found.finish() }
      try await server.run { port in
        found.yield(port)
        found.finish()
      }
    }
    for await port in ports {
      return EmbeddedSandbox(address: "http://127.0.0.1:\(port)", task: task)
    }
    try await task.value
    throw CancellationError()
  }

  /// Returns once the server is gone; what it says then is of no interest to anybody.
  func stop() async {
    task.cancel()
    _ = await task.result
  }
}
