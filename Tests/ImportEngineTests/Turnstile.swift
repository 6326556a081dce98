import CRMShellTesting
import ImportEngine
import ImportModel
import Synchronization

/// The way to a simulated portal that gives out tickets with slots and notes what becomes of them.
final class Turnstile: PortalRelay {
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

  let inner: any PortalService
  private let clock: VirtualClock
  private let onTurn: @Sendable (Int) async -> Void
  private let state = Mutex(State())

  /// `onTurn` is awaited after each turn that was granted and told its number, from 1.
  init(
    _ portal: SimulatedPortal, _ clock: VirtualClock,
    onTurn: @escaping @Sendable (Int) async -> Void = { _ in }
  ) {
    inner = portal
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

  func turn(for call: WriteCall, to id: PortalID, deadline: Int64) async -> Turn {
    guard case .granted = await inner.turn(for: call, to: id, deadline: deadline) else {
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
    return await inner.send(call, to: id, using: ticket, deadline: deadline)
  }
}
