/// What the server's last word on its own count still allows.
package struct ServerAllowance: Hashable, Sendable {
  /// The call whose answer told it.
  package let slot: SlotID
  /// Calls that were left then.
  package let remaining: Int
  /// Milliseconds on the ledger's clock at which the word is void.
  package let ends: Int64

  package init(slot: SlotID, remaining: Int, ends: Int64) {
    self.slot = slot
    self.remaining = remaining
    self.ends = ends
  }

  /// Milliseconds to wait; 0 when a call may go. `uncounted`: calls that the server may not have
  /// counted when it spoke, sent later or not answered.
  package func wait(at now: Int64, uncounted: Int) -> Int64 {
    uncounted < remaining ? 0 : max(ends - now, 0)
  }
}
