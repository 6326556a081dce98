import ImportEngine
import Synchronization
import ZohoWire

/// How long lists are taken to be: as they were when they were last read to their end, and as long as
/// what was added since makes them.
final class ListSizes: Sendable {
  private let sizes = Mutex<[String: Int]>([:])

  /// Of the list whose first page this request asks for; 0 where nothing is known.
  subscript(_ first: WireRequest) -> Int { sizes.withLock { $0[first.target, default: 0] } }

  /// Notes how many elements it has.
  func note(_ count: Int, of first: WireRequest) {
    sizes.withLock { $0[first.target] = count }
  }

  /// Notes that so many were added.
  func add(_ count: Int, to first: WireRequest) {
    sizes.withLock { $0[first.target, default: 0] += count }
  }
}

/// The pages of a list, in their order. Those that are sure to come are asked for at once, as far as the
/// service bears it; what nobody knows of is asked for one after the other, and so is the last one, after all
/// others: whoever is pushed from page to page meanwhile, and past one that was told, shows there at the latest.
struct PagesAhead {
  /// So many pages are held at most before it is their turn: fewer at first, as a list may have become
  /// shorter.
  private static let window = 8

  private let gateway: Gateway
  private let request: (_ page: Int) -> WireRequest
  private let expected: Int
  private var fetched: [Int: Result<JSONNode?, ServiceFailure>] = [:]
  /// The last page that is sure to come.
  private var sure = 1
  private var step = 2
  /// Whether pages were told in another order than theirs, in which a list that grows meanwhile may lose
  /// somebody: whoever is pushed from a page still to be told to one that was.
  private(set) var isOutOfOrder = false
  /// Whether the page that was taken last was told beside others, maybe before those that stand before it.
  private(set) var wasToldAhead = false

  /// `expecting`: so many elements are sure to come; 0: nothing is known.
  init(
    _ gateway: Gateway, _ request: @escaping (_ page: Int) -> WireRequest, expecting expected: Int
  ) {
    self.gateway = gateway
    self.request = request
    self.expected = expected
  }

  /// So many came with the first page.
  mutating func begin(with size: Int) { sure = (expected + size - 1) / max(size, 1) }

  /// A page, from 1; nil is an answer without a body.
  mutating func page(_ page: Int) async throws(ServiceFailure) -> JSONNode? {
    if page < sure - 1, fetched[page] == nil {
      await fetch(page...min(sure - 1, page + step - 1))
      step = min(step * 2, Self.window)
    }
    let ahead = fetched.removeValue(forKey: page)
    wasToldAhead = ahead != nil
    if let ahead { return try ahead.get() }
    return try await gateway.read(request(page))
  }

  private mutating func fetch(_ pages: ClosedRange<Int>) async {
    isOutOfOrder = true
    let (gateway, requests) = (gateway, pages.map { ($0, request($0)) })
    fetched = await withTaskGroup(of: (Int, Result<JSONNode?, ServiceFailure>).self) { group in
      for (page, request) in requests {
        group.addTask {
          do throws(ServiceFailure) {
            return (page, .success(try await gateway.read(request)))
          } catch {
            return (page, .failure(error))
          }
        }
      }
      return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
  }
}
