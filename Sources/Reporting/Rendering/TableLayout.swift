/// Which columns of a table are shown, and how wide each is.
struct TableLayout: Equatable {
  /// A column as far as room is concerned.
  struct Demand: Equatable {
    /// The columns its widest value or its head takes.
    let natural: Int
    /// What nearly all of its values take, and its head; nil: as `natural`.
    var usual: Int?
    /// Declared order of leaving out: the highest goes first.
    let priority: Int
    /// Whether its values may be cut.
    let isFlexible: Bool
    /// Cut below this a value tells nothing any more.
    var shortest = 12
    /// Whether no row has a value: it is left out before any column that has.
    var isEmpty = false

    /// What it takes at least.
    var least: Int { isFlexible ? min(natural, shortest) : natural }
  }

  /// The blanks between two columns.
  static let gap = 2

  /// The widest a column is made where lines have no end: a wider value sticks out of its own row, and does
  /// not fill every other one with blanks.
  static let widest = 240

  /// Positions of the columns shown, ascending.
  let shown: [Int]
  /// The width of each column shown.
  let widths: [Int]

  /// Leaves columns out until the rest, cut where allowed, fits; then shares the room that is left.
  init(_ demands: [Demand], width: Int?) {
    guard let width else {
      shown = Array(demands.indices)
      widths = demands.map { min($0.natural, Self.widest) }
      return
    }
    shown = Self.fitting(demands, width: width)
    widths = Self.share(shown.map { demands[$0] }, width: width)
  }

  private static func fitting(_ demands: [Demand], width: Int) -> [Int] {
    var shown = Array(demands.indices)
    let all = demands.reduce(gap * max(0, shown.count - 1)) { $0 + $1.natural }
    // What says nothing goes before anything is cut.
    if all > width { shown.removeAll { demands[$0].isEmpty } }
    func least() -> Int {
      shown.reduce(gap * max(0, shown.count - 1)) { $0 + demands[$1].least }
    }
    while shown.count > 1, least() > width {
      let last = shown.indices.max { left, right in
        let (one, other) = (demands[shown[left]], demands[shown[right]])
        guard one.isEmpty == other.isEmpty else { return other.isEmpty }
        return (one.priority, left) < (other.priority, right)
      }
      guard let last else { break }
      shown.remove(at: last)
    }
    return shown
  }

  /// Gives each its least, then widens one by one: those that matter most first, among these always
  /// the narrowest that wants more. What nearly all values take comes before what few long ones want,
  /// so that one of these leaves the other columns as they would be without it.
  private static func share(_ demands: [Demand], width: Int) -> [Int] {
    var widths = demands.map(\.least)
    var room = width - gap * max(0, demands.count - 1) - widths.reduce(0, +)
    if room < 0, demands.count == 1 { return [max(1, width)] }
    func widen(to wanted: (Demand) -> Int) {
      while room > 0 {
        let wanting = demands.indices.filter { widths[$0] < wanted(demands[$0]) }
        let next = wanting.min {
          (demands[$0].priority, widths[$0]) < (demands[$1].priority, widths[$1])
        }
        guard let next else { break }
        widths[next] += 1
        room -= 1
      }
    }
    widen { min($0.usual ?? $0.natural, $0.natural) }
    widen { $0.natural }
    return widths
  }
}
