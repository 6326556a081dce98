import ImportEngine
import ZohoWire

/// When a Projects list without `has_next_page` is known to be whole; where that is told it decides.
enum ListEnd: Equatable, Sendable {
  /// At a page that is empty or was seen before: a server may keep to a smaller page than asked for, so
  /// a short one proves nothing.
  case guessed
  /// The same, but a page of at least so many that comes again is `malformed`: a server that does
  /// not page cut the list there for all we know, and whom it leaves out would be made twice.
  case guessedUnlessFull(Int)
  /// With a page of fewer than so many: a list that most likely knows no pages.
  case shorter(than: Int)
}

extension Gateway {
  private static let mostPages = 5_000

  /// Reads a list page by page, each element once by its `id`. `request` makes the request of a page
  /// from 1; another page than asked for, and one that brings nothing new though more was promised,
  /// are `malformed`. An element that is nil is passed over.
  func readAll<Element: Sendable>(
    _ key: String, end: ListEnd, id: (Element) -> String,
    element: (JSONNode) throws(ShapeMismatch) -> Element?,
    request: @escaping (_ page: Int) -> WireRequest
  ) async throws(ServiceFailure) -> [Element] {
    try await readAll([key], end: end, id: id, element: element, request: request)
  }

  /// The same of a list that may stand under any of these names.
  func readAll<Element: Sendable>(
    _ keys: [String], end: ListEnd, id: (Element) -> String,
    element: (JSONNode) throws(ShapeMismatch) -> Element?,
    request: @escaping (_ page: Int) -> WireRequest
  ) async throws(ServiceFailure) -> [Element] {
    func once(ahead: Bool) async throws(ServiceFailure) -> [Element]? {
      try await readOnce(
        keys, end: end, id: id, element: element,
        pages: PagesAhead(self, request, expecting: ahead ? sizes[request(1)] : 0))
    }
    var read = try await once(ahead: true)
    if read == nil { read = try await once(ahead: false) }
    guard let all = read else { throw .malformed("\(keys[0]): it changes while it is read") }
    sizes.note(all.count, of: request(1))
    return all
  }

  /// Nil where pages were read in another order than theirs and the list grew meanwhile, or ends at one that
  /// was told before others and need not show that it grew: somebody may be on none of them then.
  private func readOnce<Element: Sendable>(
    _ keys: [String], end: ListEnd, id: (Element) -> String,
    element: (JSONNode) throws(ShapeMismatch) -> Element?, pages: PagesAhead
  ) async throws(ServiceFailure) -> [Element]? {
    let name = keys[0]
    var (all, seen): ([Element], Set<String>) = ([], [])
    var (pages, isPromised) = (pages, false)
    for page in 1...Self.mostPages {
      // An empty list may come without a body. [S] solspace/craft-freeform#144
      guard let node = try await pages.page(page) else {
        guard !isPromised else { throw .malformed("\(name): an empty page") }
        return pages.wasToldAhead ? nil : all
      }
      let key = keys.first { node[$0]?.elements != nil } ?? name
      let answer = try shaped { () throws(ShapeMismatch) in
        try ListPage(node, key: key, element: element)
      }
      let new = answer.elements.filter { seen.insert(id($0)).inserted }
      if pages.isOutOfOrder, new.count < answer.elements.count { return nil }
      // A server without pages may tell the first one's number for ever.
      if !new.isEmpty || answer.info?.hasNextPage != nil || page == 1 {
        try Self.check(answer.info?.page, is: page, of: key)
      }
      all += new
      if try Self.isLast(answer, isRepeated: new.isEmpty, end, key) {
        return pages.wasToldAhead ? nil : all
      }
      isPromised = answer.info?.hasNextPage == true
      if page == 1, isPromised { pages.begin(with: new.count) }
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
    case .guessed: return isRepeated
    case .guessedUnlessFull(let size):
      guard !isRepeated || page.count < size else {
        throw .malformed("\(key): a full page came twice")
      }
      return isRepeated
    case .shorter(let size): return isRepeated || page.count < size
    }
  }
}
