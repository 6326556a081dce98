import CRMShellTesting
import ImportEngine
import ImportModel
import Synchronization

/// The way to a simulated portal that gives out tickets with slots and notes what becomes of them.
final class Turnstile: PortalService {
  /// A call that was sent.
  struct Send: Sendable {
    let atUptime: Int64
    let atWallSeconds: Int64
    /// The milliseconds that it was given.
    let deadline: Int64
  }

  private struct State {
    var granted: Set<SlotID> = []
    var used: Set<SlotID> = []
    var givenBack: Set<SlotID> = []
    var sends: [Send] = []
  }

  private let portal: SimulatedPortal
  private let clock: VirtualClock
  private let onTurn: @Sendable (Int) async -> Void
  private let state = Mutex(State())

  /// `onTurn` is awaited after each turn that was granted and told its number, from 1.
  init(
    _ portal: SimulatedPortal, _ clock: VirtualClock,
    onTurn: @escaping @Sendable (Int) async -> Void = { _ in }
  ) {
    self.portal = portal
    self.clock = clock
    self.onTurn = onTurn
  }

  /// Slots that were neither sent with nor given back.
  var leaked: Set<SlotID> {
    state.withLock { $0.granted.subtracting($0.used).subtracting($0.givenBack) }
  }

  /// Slots that were given back.
  var givenBack: Int { state.withLock { $0.givenBack.count } }

  /// In order.
  var sends: [Send] { state.withLock { $0.sends } }

  var baseURL: String { portal.baseURL }
  var concurrentReads: Int { portal.concurrentReads }

  func turn(for call: WriteCall, to id: PortalID, deadline: Int64) async -> Turn {
    guard case .granted = await portal.turn(for: call, to: id, deadline: deadline) else {
      return .cancelled
    }
    let slot = state.withLock { state in
      let slot = SlotID(Int64(state.granted.count + 1))
      state.granted.insert(slot)
      return slot
    }
    await onTurn(Int(slot.number))
    return .granted(SlotTicket(slot: slot, expires: clock.uptime + deadline + 10_000))
  }

  func giveBack(_ ticket: SlotTicket) async {
    guard let slot = ticket.slot else { return }
    state.withLock { _ = $0.givenBack.insert(slot) }
  }

  func send(
    _ call: WriteCall, to id: PortalID, using ticket: SlotTicket, deadline: Int64
  ) async -> Outcome {
    let send = Send(
      atUptime: clock.uptime, atWallSeconds: clock.wallSeconds, deadline: deadline)
    state.withLock { state in
      if let slot = ticket.slot { state.used.insert(slot) }
      state.sends.append(send)
    }
    return await portal.send(call, to: id, using: ticket, deadline: deadline)
  }

  func portals() async throws(ServiceFailure) -> [PortalSummary] { try await portal.portals() }

  func projects(of id: PortalID) async throws(ServiceFailure) -> [Project] {
    try await portal.projects(of: id)
  }

  func roles(of id: PortalID) async throws(ServiceFailure) -> [Role] {
    try await portal.roles(of: id)
  }

  func profiles(of id: PortalID) async throws(ServiceFailure) -> [Profile] {
    try await portal.profiles(of: id)
  }

  func users(of id: PortalID) async throws(ServiceFailure) -> [PortalUser] {
    try await portal.users(of: id)
  }

  func licences(of id: PortalID) async throws(ServiceFailure) -> Licences {
    try await portal.licences(of: id)
  }

  func crmIntegration(
    of id: PortalID, probing project: ProjectID?
  ) async throws(ServiceFailure) -> CRMIntegration {
    try await portal.crmIntegration(of: id, probing: project)
  }

  func members(
    of project: ProjectID, in id: PortalID
  ) async throws(ServiceFailure) -> [Membership] {
    try await portal.members(of: project, in: id)
  }

  func customers(of id: PortalID) async throws(ServiceFailure) -> [Customer] {
    try await portal.customers(of: id)
  }

  func clients(
    of project: ProjectID, in id: PortalID
  ) async throws(ServiceFailure) -> ProjectClients {
    try await portal.clients(of: project, in: id)
  }

  func projects(
    of user: PortalUserID, in id: PortalID
  ) async throws(ServiceFailure) -> [ProjectID] {
    try await portal.projects(of: user, in: id)
  }
}
