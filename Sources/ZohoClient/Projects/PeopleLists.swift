import ImportEngine
import ImportModel
import ZohoWire

/// Reads the lists of a portal's people one after the other, each person once by id, so that a server
/// that ignores `type` or `view_type` makes no doubles.
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

  let gateway: Gateway
  let portal: PortalID
  private(set) var users: [Listed] = []
  private(set) var gaps: [PortalGap] = []
  private var seen: Set<String> = []
  /// Whether the list without `type` was asked for.
  private var isPlainRead = false

  init(gateway: Gateway, portal: PortalID) {
    self.gateway = gateway
    self.portal = portal
  }

  /// Reads everybody of a kind. Without the staff there is no portal; of the others what can't be had is
  /// a gap: clients where they are refused, lite and read-only users in any case, as a portal need not
  /// know them.
  mutating func read(_ kind: WireRequest.PortalUserKind) async throws(ServiceFailure) {
    do throws(ServiceFailure) {
      try await readViews(of: kind)
    } catch {
      guard kind != .staff, error.isRefused || kind != .client && error.isBearable else {
        throw error
      }
      gaps.append(.people(kind: kind.rawValue, why: error.brief))
    }
  }

  private mutating func readViews(
    of kind: WireRequest.PortalUserKind
  ) async throws(ServiceFailure) {
    var refusal: ServiceFailure?
    for view in WireRequest.PortalUserView.allCases {
      do throws(ServiceFailure) {
        try await take(kind, view, as: kind)
      } catch .refused(let title, let message, status: 400) {
        refusal = .refused(title: title, message: message, status: 400)
      }
    }
    guard let refusal else { return }
    do throws(ServiceFailure) {
      try await take(kind, nil, as: kind)
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
        try await take(nil, nil, as: kind == .staff ? .staff : .client)
      } catch .refused(_, _, status: 400) {
        throw refusal
      }
    }
    gaps.append(.people(kind: kind.rawValue, why: refusal.brief))
  }

  private mutating func take(
    _ type: WireRequest.PortalUserKind?, _ view: WireRequest.PortalUserView?,
    as kind: WireRequest.PortalUserKind
  ) async throws(ServiceFailure) {
    let portal = portal.text
    let answers = try await gateway.readAll(
      "users", end: .guessedUnlessFull(ZohoProjects.peoplePage), id: \PortalUserAnswer.id,
      element: { node throws(ShapeMismatch) in try PortalUserAnswer(node) },
      request: {
        .portalUsers(
          portal: portal, kind: type, view: view, page: $0, perPage: ZohoProjects.peoplePage)
      })
    for answer in answers {
      if seen.insert(answer.id).inserted {
        users.append(Listed(answer: answer, kind: kind, view: view))
      } else if type == .client, let place = users.firstIndex(where: { $0.answer.id == answer.id }),
        users[place].view == nil
      {
        // The plain list could not tell clients from staff; this one can.
        users[place] = Listed(answer: answer, kind: kind, view: view)
      }
    }
  }
}

extension ServiceFailure {
  fileprivate var isRefused: Bool { if case .refused = self { true } else { false } }
}
