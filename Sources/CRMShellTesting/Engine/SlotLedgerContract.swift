package import ImportEngine

/// What every ledger of slots must do; a test runs each case on each adapter, on a fresh ledger.
package enum SlotLedgerContract: String, CaseIterable, Sendable {
  case grantsUpToTheLimit, opensAfterTheAnswerNotTheSend, countsSilenceToItsDeadline
  case keepsKeysApart, givesBackOnlyWhatIsOpen, obeysALock, keepsTheLaterLock
  case obeysTheServersCount, takesNoOlderCount, countsForEveryLimit, tellsHowFarItIsSpent

  /// What a ledger was expected to do, and did not.
  package struct Violation: Error { package let expectation: String }

  private static let limit = CallLimit(calls: 3, window: 1_000)

  /// Checks the rule on an empty ledger that lives by the clock; throws a `Violation`.
  package func check(_ ledger: any SlotLedger, _ clock: VirtualClock) async throws {
    let bench = Bench(ledger: ledger, clock: clock)
    switch self {
    case .grantsUpToTheLimit: try await bench.limit()
    case .opensAfterTheAnswerNotTheSend: try await bench.anchor()
    case .countsSilenceToItsDeadline: try await bench.silence()
    case .keepsKeysApart: try await bench.keys()
    case .givesBackOnlyWhatIsOpen: try await bench.givingBack()
    case .obeysALock: try await bench.locking()
    case .keepsTheLaterLock: try await bench.laterLock()
    case .obeysTheServersCount: try await bench.told()
    case .takesNoOlderCount: try await bench.olderCount()
    case .countsForEveryLimit: try await bench.limits()
    case .tellsHowFarItIsSpent: try await bench.uses()
    }
  }

  private struct Bench {
    let ledger: any SlotLedger
    let clock: VirtualClock

    func key(_ pattern: String = "/users") -> SlotKey {
      SlotKey(baseURL: "sim://portal", account: "a", pattern: pattern)
    }

    func answer(_ pattern: String = "/users", _ limit: CallLimit = SlotLedgerContract.limit)
      async throws -> SlotAnswer
    {
      try await ledger.take(key(pattern), limit, deadline: 5_000)
    }

    func slot(_ pattern: String = "/users") async throws -> SlotID {
      guard case .granted(let slot) = try await answer(pattern) else {
        throw Violation(expectation: "a slot is free")
      }
      return slot
    }

    func expect(_ answer: SlotAnswer, _ expected: SlotAnswer, _ words: String) throws {
      guard answer == expected else {
        throw Violation(expectation: "\(words): \(expected), not \(answer)")
      }
    }

    func completed(_ count: Int) async throws {
      for _ in 0..<count { try await ledger.complete(try await slot(), told: nil) }
    }

    func limit() async throws {
      let numbers = [try await slot().number, try await slot().number, try await slot().number]
      guard numbers == numbers.sorted() else { throw Violation(expectation: "numbers rise") }
      try expect(try await answer(), .wait(milliseconds: 6_001), "the fourth waits")
    }

    func anchor() async throws {
      let slots = [try await slot(), try await slot(), try await slot()]
      clock.advance(milliseconds: 400)
      for slot in slots { try await ledger.complete(slot, told: nil) }
      clock.advance(milliseconds: 600)
      try expect(try await answer(), .wait(milliseconds: 401), "counted from the answer")
      clock.advance(milliseconds: 401)
      _ = try await slot()
    }

    func silence() async throws {
      _ = try await slot()
      try await completed(2)
      clock.advance(milliseconds: 1_001)
      try await completed(2)
      try expect(try await answer(), .wait(milliseconds: 1_001), "silence holds a slot")
      clock.advance(milliseconds: 5_000)
      _ = [try await slot(), try await slot(), try await slot()]
    }

    func keys() async throws {
      try await completed(3)
      _ = try await slot("/projects")
      let other = SlotKey(baseURL: "sim://portal", account: "b", pattern: "/users")
      guard case .granted = try await ledger.take(other, SlotLedgerContract.limit, deadline: 1)
      else {
        throw Violation(expectation: "accounts are apart")
      }
    }

    func givingBack() async throws {
      try await completed(2)
      let last = try await slot()
      try await ledger.giveBack(last)
      let again = try await slot()
      try await ledger.complete(again, told: nil)
      try await ledger.giveBack(again)
      try expect(try await answer(), .wait(milliseconds: 1_001), "what was sent stays")
    }

    func locking() async throws {
      let until = clock.wallSeconds + 60
      try await ledger.lock(key(), until: until)
      try expect(try await answer(), .locked(until: until), "shut")
      _ = try await slot("/projects")
      clock.advance(milliseconds: 59_000)
      try expect(try await answer(), .locked(until: until), "still shut")
      clock.advance(milliseconds: 1_000)
      _ = try await slot()
    }

    func laterLock() async throws {
      let until = clock.wallSeconds + 60
      try await ledger.lock(key(), until: until)
      try await ledger.lock(key(), until: until - 30)
      try expect(try await answer(), .locked(until: until), "the later end holds")
    }

    func told() async throws {
      let first = try await slot()
      try await ledger.complete(first, told: ServerCount(remaining: 1, window: 2_000))
      let second = try await slot()
      try expect(try await answer(), .wait(milliseconds: 2_000), "the server has no more")
      try await ledger.complete(second, told: ServerCount(remaining: 7, window: 2_000))
      _ = try await slot()
    }

    func olderCount() async throws {
      let (first, second) = (try await slot(), try await slot())
      try await ledger.complete(second, told: ServerCount(remaining: 0, window: 2_000))
      try await ledger.complete(first, told: ServerCount(remaining: 9, window: 2_000))
      try expect(try await answer(), .wait(milliseconds: 2_000), "the newer count holds")
    }

    func uses() async throws {
      let (limit, until) = (SlotLedgerContract.limit, clock.wallSeconds + 60)
      try await ledger.complete(try await slot("/b"), told: nil)
      _ = try await slot("/b")
      try await ledger.complete(
        try await slot("/a"), told: ServerCount(remaining: 7, window: 2_000))
      try await ledger.lock(key("/c"), until: until)
      let used = SlotUse(
        pattern: "/b", calls: 2, limit: limit, remaining: nil, lockedUntil: nil)
      let shut = SlotUse(
        pattern: "/c", calls: 0, limit: limit, remaining: nil, lockedUntil: until)
      let told = SlotUse(pattern: "/a", calls: 1, limit: limit, remaining: 7, lockedUntil: nil)
      try await expect([told, used, shut])
      clock.advance(milliseconds: 3_000)
      // What is open counts to its deadline; everything else is over.
      try await expect([
        SlotUse(pattern: "/b", calls: 1, limit: limit, remaining: nil, lockedUntil: nil), shut,
      ])
      let others = try await ledger.uses(of: "sim://portal", account: "b") { _ in limit }
      guard others.isEmpty else { throw Violation(expectation: "accounts are apart") }
    }

    private func expect(_ uses: [SlotUse]) async throws {
      let told = try await ledger.uses(of: "sim://portal", account: "a") { _ in
        SlotLedgerContract.limit
      }
      guard told == uses else { throw Violation(expectation: "\(uses), not \(told)") }
    }

    func limits() async throws {
      try await completed(3)
      clock.advance(milliseconds: 1_001)
      let wide = CallLimit(calls: 3, window: 10_000)
      try expect(try await answer("/users", wide), .wait(milliseconds: 9_000), "a longer window")
      _ = try await slot()
    }
  }
}
