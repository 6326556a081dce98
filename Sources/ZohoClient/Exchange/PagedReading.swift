import ImportEngine
import ZohoWire

/// When a Projects list is known to be whole.
enum ListEnd: Equatable, Sendable {
  /// `page_info` says so; a list without it is not known to be whole, and fails.
  case told
  /// `page_info` when there is one, else a page that is empty or was seen before: a server may keep
  /// to a smaller page than asked for, so a short one proves nothing.
  case guessed
  /// The same, but a page of at least so many that comes again is `malformed`: a server that does
  /// not page cut the list there for all we know, and what it leaves out would be made twice.
  case guessedUnlessFull(Int)
  /// `page_info` when there is one, else at once: a list that knows no pages.
  case single
}

extension Gateway {
  private static let mostPages = 5_000

  /// Reads a list page by page, each element once by its `id`. `request` makes the request of a page
  /// from 1; another page than asked for, and one that brings nothing new though more was promised,
  /// are `malformed`.
  func readAll<Element: Sendable>(
    _ key: String, end: ListEnd, id: (Element) -> String,
    element: (JSONNode) throws(ShapeMismatch) -> Element, request: (_ page: Int) -> WireRequest
  ) async throws(ServiceFailure) -> [Element] {
    try await readAll([key], end: end, id: id, element: element, request: request)
  }

  /// The same of a list that may stand under any of these names.
  func readAll<Element: Sendable>(
    _ keys: [String], end: ListEnd, id: (Element) -> String,
    element: (JSONNode) throws(ShapeMismatch) -> Element, request: (_ page: Int) -> WireRequest
  ) async throws(ServiceFailure) -> [Element] {
    let name = keys[0]
    var all: [Element] = []
    var seen: Set<String> = []
    for page in 1...Self.mostPages {
      // An empty list may come without a body. [S] solspace/craft-freeform#144
      guard let node = try await read(request(page)) else {
        guard page == 1 || end != .told else { throw .malformed("\(name): an empty page") }
        return all
      }
      let key = keys.first { node[$0]?.elements != nil } ?? name
      let answer = try shaped { () throws(ShapeMismatch) in
        try ListPage(node, key: key, element: element)
      }
      try Self.check(answer.info?.page, is: page, of: key)
      let new = answer.elements.filter { seen.insert(id($0)).inserted }
      all += new
      let isLast = try Self.isLast(answer, isRepeated: new.isEmpty, end, key)
      if isLast { return all }
    }
    throw .malformed("\(name): more than \(Self.mostPages) pages")
  }

  /// Another page than was asked for leaves out the one that was.
  static func check(_ told: Int64?, is page: Int, of key: String) throws(ServiceFailure) {
    guard let told, told != Int64(page) else { return }
    throw .malformed("\(key): page \(told) came in place of page \(page)")
  }

  private static func isLast<Element>(
    _ page: ListPage<Element>, isRepeated: Bool, _ end: ListEnd, _ key: String
  ) throws(ServiceFailure) -> Bool {
    if let hasNext = page.info?.hasNextPage {
      guard hasNext else { return true }
      guard !isRepeated else { throw .malformed("\(key): a page came twice") }
      return false
    }
    switch end {
    case .told: throw .malformed("\(key): page_info is missing")
    case .guessed: return isRepeated
    case .guessedUnlessFull(let size):
      guard !isRepeated || page.elements.count < size else {
        throw .malformed("\(key): a full page came twice")
      }
      return isRepeated
    case .single: return true
    }
  }
}
