/// Elements in the order they were added, each found by its id in constant time.
struct IndexedList<Element: Identifiable & Codable & Sendable & Equatable>: Sendable, Equatable
where Element.ID: Sendable {
  /// In the order they were added.
  private(set) var elements: [Element] = []
  private var positions: [Element.ID: Int] = [:]

  /// How many there are.
  var count: Int { elements.count }

  /// The element of an id; setting it replaces, adds at the end, or removes.
  subscript(id: Element.ID) -> Element? {
    get { positions[id].map { elements[$0] } }
    set {
      switch (positions[id], newValue) {
      case (let position?, let element?): elements[position] = element
      case (nil, let element?):
        positions[id] = elements.count
        elements.append(element)
      case (let position?, nil):
        elements.remove(at: position)
        positions = Self.positions(of: elements)
      case (nil, nil): break
      }
    }
  }

  private static func positions(of elements: [Element]) -> [Element.ID: Int] {
    Dictionary(
      elements.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
  }
}

extension IndexedList: Codable {
  init(from decoder: any Decoder) throws {
    elements = try [Element](from: decoder)
    positions = Self.positions(of: elements)
  }

  func encode(to encoder: any Encoder) throws { try elements.encode(to: encoder) }
}
