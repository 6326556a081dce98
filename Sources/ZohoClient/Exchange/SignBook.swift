package import ImportEngine
import Synchronization
import ZohoWire

/// Keeps what answers tell beside what was asked.
package final class SignBook: Sendable {
  private let signs = Mutex(ServerSigns())

  package init() {}

  /// What is known now.
  package var all: ServerSigns { signs.withLock { $0 } }

  /// Notes an answer that arrived at a wall-clock second, and took so many milliseconds.
  func note(
    _ answer: HTTPAnswer, of service: WireRequest.Service, at wallSeconds: Int64, after took: Int64
  ) {
    let date = answer.header("Date").flatMap(HTTPDate.seconds)
    let credits = answer.header("X-API-CREDITS-REMAINING").flatMap { Int64($0) }
    signs.withLock { signs in
      // The date was written somewhere between sending and arrival.
      if let date { signs.clockLead = date - (wallSeconds - took / 2_000) }
      guard service == .crm else { return }
      signs.answersOfCRM += 1
      signs.creditsLeft = credits
    }
  }
}
