/// The `page_info` of Projects' lists: an object, or an array of one object. [L] S1, S9
package struct PageInfo: Equatable, Sendable {
  /// Whether another page follows; nil when it was not told.
  package let hasNextPage: Bool?
  /// The page size the server kept to, which may be below what was asked.
  package let perPage: Int64?
  /// Which page this is, from 1; nil when it was not told.
  package let page: Int64?

  /// Nil when the answer has none, as bare arrays do.
  package init?(of answer: JSONNode) {
    guard let told = answer["page_info"], let info = told.elements?.first ?? told.asObject else {
      return nil
    }
    hasNextPage = info["has_next_page"]?.flag
    perPage = info["per_page"]?.integer
    page = info["page"]?.integer
  }
}

extension JSONNode {
  /// Itself, when it is an object.
  fileprivate var asObject: JSONNode? { members == nil ? nil : self }
}

/// A page of a Projects list: its elements, and what it tells about further pages.
package struct ListPage<Element: Sendable>: Sendable {
  /// In the server's order, without those that were passed over.
  package let elements: [Element]
  /// How many there are on it, with those.
  package let count: Int
  /// Nil: not told.
  package let info: PageInfo?

  /// Reads `{"key":[…],"page_info":…}` or a bare array, element by element; one that is nil is passed
  /// over.
  package init(
    _ node: JSONNode, key: String, element: (JSONNode) throws(ShapeMismatch) -> Element?
  ) throws(ShapeMismatch) {
    let nodes = try node.list(key)
    var elements: [Element] = []
    for node in nodes { if let element = try element(node) { elements.append(element) } }
    self.elements = elements
    count = nodes.count
    info = PageInfo(of: node)
  }
}
