import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

/// Looks at every prerequisite, with a connection, or with one opened for it, or with none.
extension Interpreter {
  /// A target that `connect` was asked for.
  struct Tried: Hashable, Sendable {
    let target: String
    let portal: String?
  }

  /// `target`: nil: what is connected, else what `connect` tried last.
  func examine(_ target: String?, portal: String?) async throws(Stop) -> Examination {
    if let services, let fetched, target == nil || target == fetched.target {
      return await examination(of: fetched.target, services, portal: fetched.portal.id.text)
    }
    guard let wanted = target.map({ Tried(target: $0, portal: portal) }) ?? lastTried else {
      return await examination(of: nil, nil)
    }
    await surroundings.console.progress("connecting …")
    let opened: ConnectedServices
    do throws(ConnectFailure) {
      opened = try await surroundings.connector.connect(to: wanted.target)
    } catch {
      switch error {
      // What is no target at all can't be looked at.
      case .refusal, .signIn(.unknownLogin), .signIn(.cancelled): throw Stop(error)
      case .service, .signIn, .storage: break
      }
      return await examination(of: wanted.target, nil, opening: error)
    }
    pace(opened)
    let result = await examination(
      of: wanted.target, opened, portal: portal ?? wanted.portal)
    await opened.close()
    return result
  }

  private func examination(
    of target: String?, _ services: ConnectedServices?, portal: String? = nil,
    opening: ConnectFailure? = nil
  ) async -> Examination {
    let why = target == nil ? "nothing is connected" : "there is no connection"
    var crm = CRMExamination(notAsked: why)
    var answers = PortalExamination(notAsked: why)
    if let services {
      await surroundings.console.progress("asking CRM …")
      crm = await CRMExamination(asking: services.crm)
      await surroundings.console.progress("asking the portal …")
      answers = await PortalExamination(
        asking: services.projects, portal: portal, else: services.chosenPortal)
    }
    var examination = Examination(
      target: target, address: services?.baseURL, opening: opening,
      dataCentre: services?.details.dataCentre, grantedScopes: services?.details.grantedScopes,
      crm: crm, portal: answers, local: await local(services), now: surroundings.clock.wallSeconds)
    if let standing = services?.details.standing {
      examination.standing = await StandingExamination(of: standing)
    }
    if services != nil, let fetched, !session.plan.isEmpty {
      let assessment = Assessment(of: session.plan, against: fetched.portal)
      examination.needs = Examination.Needs(
        staff: assessment.introductions, clients: assessment.clientIntroductions)
    }
    return examination
  }

  /// The journal of the connection, and whether the one on disk can be used.
  private func local(_ services: ConnectedServices?) async -> LocalExamination {
    let stored: Result<any RunJournal, JournalFailure>
    do throws(ConnectFailure) {
      stored = .success(try await surroundings.connector.journal())
    } catch {
      stored = .failure(error.ofStorage)
    }
    let opening = stored.map { _ in true }
    let used = services.map { Result<any RunJournal, JournalFailure>.success($0.journal) } ?? stored
    do throws(JournalFailure) {
      let journal = try used.get()
      let runs = await Result.heard { () throws(JournalFailure) in
        // One that a process is carrying out is as it should be.
        try await ListedRuns(matching: nil, in: journal).left
      }
      return LocalExamination(
        folder: surroundings.stateDirectory, opening: opening,
        chain: await Result.heard { () throws(JournalFailure) in try await journal.verify() },
        unfinished: runs)
    } catch {
      return LocalExamination(
        folder: surroundings.stateDirectory, opening: opening, chain: .failure(error),
        unfinished: .failure(error))
    }
  }
}

extension StandingExamination {
  init(of standing: any ConnectionStanding) async {
    signs = await standing.signs()
    uses = await Result.heard { () throws(JournalFailure) in try await standing.uses() }
    tokens = await Result.heard { () throws(JournalFailure) in try await standing.tokenTurns() }
  }
}

extension ConnectFailure {
  /// The failure of a journal that was opened without a connection.
  fileprivate var ofStorage: JournalFailure {
    switch self {
    case .storage(let failure): failure
    case .signIn(let failure): .store(SignInWords.words(of: failure).message.raw)
    case .service(let failure): .store(FailureWords.words(of: failure).message.raw)
    case .refusal(let refusal): .store(RefusalWords.words(of: refusal).message.raw)
    }
  }
}

extension Result where Success: Sendable, Failure == JournalFailure {
  /// What came of reading the journal.
  fileprivate static func heard(
    _ read: () async throws(JournalFailure) -> Success
  ) async -> Self {
    do throws(JournalFailure) {
      return .success(try await read())
    } catch {
      return .failure(error)
    }
  }
}
