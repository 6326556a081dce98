/// The customers of a portal by the first word of their name, to find those that a new one could be
/// mistaken for.
///
/// Made once for many names: a portal and a plan may have ten thousand each.
package struct CustomerLookalikes: Sendable {
  private var byFirstWord: [Substring: [(name: String, words: [Substring])]] = [:]

  package init(of customers: Customers) {
    for customer in customers {
      let words = lowercased(customer.name).nameWords
      guard let first = words.first else { continue }
      byFirstWord[first, default: []].append((customer.name, words))
    }
  }

  /// The customers whose name is this one with more behind it, or less, in the portal's order:
  /// "Blue Kite Ltd" beside "Blue Kite".
  package func names(like name: CustomerName) -> [String] {
    let words = name.folded.nameWords
    guard let first = words.first else { return [] }
    return byFirstWord[first, default: []].filter { other in
      let shorter = min(words.count, other.words.count)
      return words.prefix(shorter) == other.words.prefix(shorter)
    }.map(\.name)
  }
}

extension String {
  /// The words of a name, without marks between them.
  fileprivate var nameWords: [Substring] {
    split { !($0.isLetter || $0.isNumber) }
  }
}
