import ImportEngine
import ImportModel
import ZohoWire

/// Reads the lists of a portal's people, several at once and taken one after the other, each person once
/// by id, so that a server that ignores `type` or `view_type` makes no doubles.
///
/// Active and inactive people are two lists, because one of all statuses is only guessed at, and a
/// server that ignores the guess would hide people. Most values of `type` and `view_type` are guesses
/// too: where one is refused it is left out, and what may be missing then is told.
struct PeopleLists {
  /// A user and the list that named them first.
  struct Listed {
    let answer: PortalUserAnswer
    let kind: WireRequest.PortalUserKind
    /// Nil: of every status, for all we know.
    let view: WireRequest.PortalUserView?
  }

  /// A list, by what is asked for.
  private struct List: Hashable {
    /// Nil: of every kind, for all we know.
    var type: WireRequest.PortalUserKind?
    var view: WireRequest.PortalUserView?
  }

  private let service: ZohoProjects
  private let portal: PortalID
  private(set) var users: [Listed] = []
  private(set) var gaps: [PortalGap] = []
  /// Where each stands, by id.
  private var places: [String: Int] = [:]
  /// Whether the list without `type` was asked for.
  private var isPlainRead = false

  init(of portal: PortalID, by service: ZohoProjects) {
    self.service = service
    self.portal = portal
  }

  /// Reads everybody of these kinds: their lists of one view at once, and those of the inactive after those
  /// of the active, so that who is deactivated meanwhile is on both and not on none; what follows from one
  /// that is refused, after them.
  mutating func read(_ kinds: [WireRequest.PortalUserKind]) async throws(ServiceFailure) {
    let (service, portal) = (service, portal)
    var read: [List: Answer] = [:]
    for view in WireRequest.PortalUserView.allCases {
      let answers = try await service.reading(kinds) { kind throws(ServiceFailure) in
        let list = List(type: kind, view: view)
        return (list, try await Self.answer(list, of: portal, service))
      }
      for (list, answer) in answers { read[list] = answer }
    }
    for kind in kinds { try await take(kind, read) }
  }

  /// Takes everybody of a kind. Without the staff there is no portal; of the others what can't be had is
  /// a gap: clients where they are refused, lite and read-only users in any case, as a portal need not
  /// know them.
  private mutating func take(
    _ kind: WireRequest.PortalUserKind, _ answers: [List: Answer]
  ) async throws(ServiceFailure) {
    do throws(ServiceFailure) {
      try await takeViews(of: kind, answers)
    } catch {
      guard Self.isBorne(error, for: kind) else { throw error }
      gaps.append(.people(kind: kind.rawValue, why: error.brief))
    }
  }

  private static func isBorne(
    _ failure: ServiceFailure, for kind: WireRequest.PortalUserKind
  ) -> Bool {
    kind != .staff && (failure.isRefused || kind != .client && failure.isBearable)
  }

  private mutating func takeViews(
    of kind: WireRequest.PortalUserKind, _ answers: [List: Answer]
  ) async throws(ServiceFailure) {
    var refusal: ServiceFailure?
    for view in WireRequest.PortalUserView.allCases {
      let list = List(type: kind, view: view)
      guard let answer = answers[list] else { throw .interrupted("a list was not read") }
      do throws(ServiceFailure) {
        take(try answer.get(), of: list, as: kind)
      } catch .refused(let title, let message, status: 400) {
        refusal = .refused(title: title, message: message, status: 400)
      }
    }
    guard let refusal else { return }
    do throws(ServiceFailure) {
      try await read(List(type: kind), as: kind)
      gaps.append(.inactivePeople(kind: kind.rawValue, why: refusal.brief))
    } catch .refused(_, _, status: 400) {
      try await readPlain(insteadOf: kind, refusal)
    }
  }

  /// Without `type`, where all the lists of a kind were refused: who is on it and was not seen yet is
  /// staff where the staff was refused, else a client as far as their entry does not say otherwise.
  private mutating func readPlain(
    insteadOf kind: WireRequest.PortalUserKind, _ refusal: ServiceFailure
  ) async throws(ServiceFailure) {
    if !isPlainRead {
      isPlainRead = true
      do throws(ServiceFailure) {
        try await read(List(), as: kind == .staff ? .staff : .client)
      } catch .refused(_, _, status: 400) {
        throw refusal
      }
    }
    gaps.append(.people(kind: kind.rawValue, why: refusal.brief))
  }

  private typealias Answer = Result<[PortalUserAnswer], ServiceFailure>

  /// A list, or what may be lived with in its place; whatever else hinders one ends the others, too.
  private static func answer(
    _ list: List, of portal: PortalID, _ service: ZohoProjects
  ) async throws(ServiceFailure) -> Answer {
    var known = SharedAnswers()
    do throws(ServiceFailure) {
      return .success(
        try await service.gateway.readAll(
          "users", end: .guessedUnlessFull(ZohoProjects.peoplePage), id: \PortalUserAnswer.id,
          element: { node throws(ShapeMismatch) in try PortalUserAnswer(node, sharing: &known) },
          request: { request(list, of: portal, page: $0) }))
    } catch {
      if case .refused(_, _, status: 400) = error { return .failure(error) }
      guard let kind = list.type, isBorne(error, for: kind) else { throw error }
      return .failure(error)
    }
  }

  /// The request of the first page of the active staff.
  static func firstStaff(of portal: PortalID) -> WireRequest {
    request(List(type: .staff, view: .active), of: portal, page: 1)
  }

  private static func request(_ list: List, of portal: PortalID, page: Int) -> WireRequest {
    .portalUsers(
      portal: portal.text, kind: list.type, view: list.view, page: page,
      perPage: ZohoProjects.peoplePage)
  }

  private mutating func read(
    _ list: List, as kind: WireRequest.PortalUserKind
  ) async throws(ServiceFailure) {
    take(try await Self.answer(list, of: portal, service).get(), of: list, as: kind)
  }

  private mutating func take(
    _ answers: [PortalUserAnswer], of list: List, as kind: WireRequest.PortalUserKind
  ) {
    for answer in answers {
      let listed = Listed(answer: answer, kind: kind, view: list.view)
      guard let place = places[answer.id] else {
        places[answer.id] = users.count
        users.append(listed)
        continue
      }
      // The plain list could not tell clients from staff; the list of clients can.
      if list.type == .client, users[place].view == nil { users[place] = listed }
    }
  }
}

extension ServiceFailure {
  fileprivate var isRefused: Bool { if case .refused = self { true } else { false } }
}
