/// Gathers matches up to a limit, and beyond it only one that begins differently: what all the
/// gathered begin with is then what all there are begin with, and can be typed for the user.
struct BoundedMatches<Item> {
  /// The most that are kept where nothing else is said.
  static var limit: Int { 200 }

  /// The most that are kept.
  private let limit: Int

  /// What was kept, in the order it came.
  private(set) var items: [Item] = []
  private var shared = ""
  private let typedLength: Int

  /// `typedLength` is how many characters need no distinguishing any more.
  init(typedLength: Int, limit: Int = Self.limit) {
    self.typedLength = typedLength
    self.limit = limit
  }

  /// Whether more matches would change nothing.
  var isComplete: Bool { items.count == limit && shared.count <= typedLength }

  /// Adds a match by the text that is typed for it.
  mutating func add(_ text: String, _ item: Item) {
    if items.isEmpty {
      shared = text
      items.append(item)
    } else if items.count < limit {
      narrow(to: text)
      items.append(item)
    } else if !text.hasPrefix(shared) {
      narrow(to: text)
      items[items.count - 1] = item
    }
  }

  private mutating func narrow(to text: String) {
    let common = zip(shared, text).prefix { $0 == $1 }.count
    if common < shared.count { shared = String(shared.prefix(common)) }
  }
}
