/// The customers of a portal by the first words of their name, to find those that a new one could be
/// mistaken for: one with more words behind it, another legal form, or letters that are drawn alike.
///
/// Made once for many names: a portal and a plan may have ten thousand each.
package struct CustomerLookalikes: Sendable {
  private let names: [String]
  /// Places in ``names`` by the words of a whole name.
  private var whole: [[Substring]: [Int]] = [:]
  /// Places by the words that a name begins with, all of them included.
  private var beginning: [[Substring]: [Int]] = [:]

  package init(of customers: Customers) {
    names = customers.map(\.name)
    for (place, name) in names.enumerated() {
      let words = CompanyNames.words(of: lowercased(name))
      guard !words.isEmpty else { continue }
      whole[words, default: []].append(place)
      for count in 1...words.count {
        beginning[Array(words.prefix(count)), default: []].append(place)
      }
    }
  }

  /// The customers whose name is this one with more behind it, or less, in the portal's order:
  /// "Blue Kite Ltd" beside "Blue Kite".
  package func names(like name: CustomerName) -> [String] {
    let words = CompanyNames.words(of: name.folded)
    guard !words.isEmpty else { return [] }
    let shorter = (1..<words.count).flatMap { whole[Array(words.prefix($0)), default: []] }
    return (shorter + beginning[words, default: []]).sorted().map { names[$0] }
  }
}
