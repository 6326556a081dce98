/// Elements in the order they were added, each found by its id in no time that grows with their number.
struct IndexedList<Element: Identifiable & Codable & Sendable & Equatable>: Sendable, Equatable
where Element.ID: Sendable {
  /// So many are removed before all are numbered anew.
  private static var mostRemoved: Int { 256 }

  /// In the order they were added.
  private(set) var elements: [Element] = []
  /// The number that each was given when it was added, from 0.
  private var numbers: [Element.ID: Int] = [:]
  /// The numbers of those that were removed since, ascending.
  private var removed: [Int] = []

  static func == (one: IndexedList, other: IndexedList) -> Bool { one.elements == other.elements }

  /// How many there are.
  var count: Int { elements.count }

  /// The element of an id; setting it replaces, adds at the end, or removes.
  subscript(id: Element.ID) -> Element? {
    get { position(of: id).map { elements[$0] } }
    set {
      switch (position(of: id), newValue) {
      case (let position?, let element?): elements[position] = element
      case (nil, let element?):
        numbers[id] = elements.count + removed.count
        elements.append(element)
      case (let position?, nil): remove(id, at: position)
      case (nil, nil): break
      }
    }
  }

  /// Where the element of an id stands.
  func position(of id: Element.ID) -> Int? { numbers[id].map { $0 - removedBefore($0) } }

  private mutating func remove(_ id: Element.ID, at position: Int) {
    elements.remove(at: position)
    guard let number = numbers.removeValue(forKey: id), removed.count < Self.mostRemoved else {
      numbers = Self.numbers(of: elements)
      removed = []
      return
    }
    removed.insert(number, at: removedBefore(number))
  }

  /// How many of the removed had a lower number.
  private func removedBefore(_ number: Int) -> Int {
    var (low, high) = (0, removed.count)
    while low < high {
      let middle = (low + high) / 2
      if removed[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func numbers(of elements: [Element]) -> [Element.ID: Int] {
    Dictionary(
      elements.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
  }
}

extension IndexedList: Codable {
  init(from decoder: any Decoder) throws {
    elements = try [Element](from: decoder)
    numbers = Self.numbers(of: elements)
  }

  func encode(to encoder: any Encoder) throws { try elements.encode(to: encoder) }
}
