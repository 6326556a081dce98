#if DEBUG
  import ImportEngine
  import ImportModel

  /// A portal that tells when a write is about to be sent, and when its answer is there.
  struct CrashingPortal: PortalRelay {
    let inner: any PortalService
    let points: any CrashPoints

    func send(
      _ call: WriteCall, to id: PortalID, using ticket: SlotTicket, deadline: Int64
    ) async -> Outcome {
      points.reach(.sendBefore)
      let outcome = await inner.send(call, to: id, using: ticket, deadline: deadline)
      points.reach(.sendAfter)
      return outcome
    }
  }
#endif
