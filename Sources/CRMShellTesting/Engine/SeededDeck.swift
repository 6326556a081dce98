package import ImportEngine

/// Carries what is under way in an order that a seed says, one thing after the other: the same seed
/// gives the same run. A call may be carried out as soon as it is sent and be answered after others, or
/// reach the server after them.
package actor SeededDeck: FlightDeck {
  private let random: SeededRandomness
  private var begun: [@Sendable () async -> Landing] = []
  private var landed: [Landing] = []

  /// Draws from a source of its own.
  package init(_ random: SeededRandomness) { self.random = random }

  /// Carries it out at once, or later.
  package func launch(_ body: @escaping @Sendable () async -> Landing) async {
    if random.chance(50) {
      landed.append(await body())
    } else {
      begun.append(body)
    }
  }

  /// Any of those that were begun.
  package func next() async -> Landing {
    let place = random.next(below: landed.count + begun.count)
    if place < landed.count { return landed.remove(at: place) }
    return await begun.remove(at: place - landed.count)()
  }
}
