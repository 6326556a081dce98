import ImportEngine

/// Lets as many reads through at once as the service bears, in the order they came, and pays for
/// their retries.
actor ReadGate {
  private var concurrency = AdaptiveConcurrency()
  private var budget = RetryBudget()
  private var underWay = 0
  private var waiting: [(number: Int, entrance: CheckedContinuation<Bool, Never>)] = []
  private var arrivals = 0

  /// Returns when a read may start, which must `leave` again; false when the task is cancelled.
  func enter() async -> Bool {
    arrivals += 1
    let number = arrivals
    guard !Task.isCancelled else { return false }
    guard underWay >= concurrency.limit || !waiting.isEmpty else {
      underWay += 1
      return true
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { entrance in
        if Task.isCancelled {
          entrance.resume(returning: false)
        } else {
          waiting.append((number, entrance))
        }
      }
    } onCancel: {
      Task { await self.giveUp(number) }
    }
  }

  /// Ends a read.
  func leave() {
    underWay -= 1
    admit()
  }

  /// Notes an answer of the service, and whether it was that there are too many.
  func answered(tooMany: Bool) {
    if tooMany { concurrency.backOff() } else { concurrency.succeed() }
    budget.refill()
    admit()
  }

  /// Whether a read may be sent once more.
  func mayRetry(afterTimeout: Bool) -> Bool { budget.pay(afterTimeout: afterTimeout) }

  private func admit() {
    while underWay < concurrency.limit, !waiting.isEmpty {
      underWay += 1
      waiting.removeFirst().entrance.resume(returning: true)
    }
  }

  private func giveUp(_ number: Int) {
    guard let index = waiting.firstIndex(where: { $0.number == number }) else { return }
    waiting.remove(at: index).entrance.resume(returning: false)
  }
}
