import CRMShellTesting
import ImportEngine
import ImportModel
import Synchronization
import Testing

@testable import ZohoClient

/// A list that was read before, or added to, is read several pages at a time.
struct PagesAheadTests {
  /// Serves a project's members in pages of two, `has_next_page` told. [L] S9
  private final class Members: Transport {
    private struct State {
      var people: [Int]
      /// Pages in the order in which they were asked for.
      var asked: [Int] = []
      var told: Set<Int> = []
      /// A page that is refused.
      var refused: Int?
      /// A page before which somebody is added, once; it is told last.
      var grownBy: Int?
      /// Where that one stands.
      var place = 0
      /// Pages that are told once all of them were asked for.
      var together: Set<Int> = []
    }

    private let state: Mutex<State>

    init(_ count: Int) { state = Mutex(State(people: Array(1...count))) }

    var asked: [Int] { state.withLock { $0.asked } }

    func become(
      _ count: Int, refusing page: Int? = nil, growingBefore grown: Int? = nil, at place: Int = 0,
      together: Set<Int> = []
    ) {
      state.withLock {
        $0 = State(
          people: Array(1...count), refused: page, grownBy: grown, place: place, together: together)
      }
    }

    private func isBehind(_ page: Int) -> Bool {
      state.withLock {
        $0.grownBy == page && !$0.told.isSuperset(of: $0.together.subtracting([page]))
      }
    }

    private func isAlone(_ page: Int) -> Bool {
      state.withLock { $0.together.contains(page) && !$0.together.isSubset(of: $0.asked) }
    }

    func exchange(
      _ request: HTTPRequest, deadline: Int64
    ) async throws(TransportFailure) -> HTTPAnswer {
      if request.url.contains("/oauth/") {
        return json(#"{"access_token":"t","api_domain":"http://127.0.0.1:4711","expires_in":3600}"#)
      }
      if request.method == "POST" { return json(Self.added(4)) }
      let page = request.url.firstMatch(of: #/[?&]page=(\d+)/#).flatMap { Int($0.1) } ?? 0
      state.withLock { $0.asked.append(page) }
      let deadline = ContinuousClock.now + .seconds(20)
      while isAlone(page) {
        guard ContinuousClock.now < deadline else { throw .interrupted("page \(page) alone") }
        await Task.yield()
      }
      while isBehind(page) {
        guard ContinuousClock.now < deadline else { throw .interrupted("page \(page) is first") }
        await Task.yield()
      }
      return state.withLock { state in
        state.told.insert(page)
        if state.refused == page { return json(#"{"error":{"title":"NO"}}"#, status: 400) }
        if state.grownBy == page {
          state.grownBy = nil
          state.people.insert(99, at: state.place)
        }
        let people = state.people.dropFirst(page * 2 - 2).prefix(2).map { Self.person($0) }
        let hasNext = page * 2 < state.people.count
        return json(
          """
          {"users":[\(people.joined(separator: ","))],
           "page_info":{"page":\(page),"has_next_page":\(hasNext)}}
          """)
      }
    }

    private static func person(_ id: Int) -> String { #"{"id":"\#(id)","email":"u\#(id)@a.b"}"# }

    /// [L] S1
    private static func added(_ count: Int) -> String {
      let pairs = (101..<(101 + count)).map { #""u\#($0)@a.b":"\#($0)""# }
      return #"{"emailvszpuid":{\#(pairs.joined(separator: ","))}}"#
    }
  }

  private let members = Members(5)
  private let projects: ZohoProjects
  private let portal: PortalID
  private let project: ProjectID

  init() throws {
    portal = try PortalID.of("7")
    project = try ProjectID.of("9")
    let base = try #require(ServerOrigin("http://127.0.0.1:4711"))
    let clock = ManualClock()
    let tokens = TokenSource(
      transport: members, accounts: base, rule: .loopback(base), credentials: .rehearsal,
      clock: clock)
    projects = ZohoProjects(
      gateway: Gateway(
        transport: members, tokens: tokens, projects: base,
        pacer: Pacer(
          ledger: InMemorySlots(clock: clock), account: "a", baseURL: base.description,
          pace: Pace(), clock: clock, randomness: FixedRandomness()),
        clock: clock, randomness: FixedRandomness()))
  }

  private func read() async throws -> [String] {
    try await projects.members(of: project, in: portal).map(\.projectUserID.text)
  }

  private func numbers(_ count: Int) -> [String] { (1...count).map(String.init) }

  @Test func `what is not known is read page after page`() async throws {
    #expect(try await read() == numbers(5))
    #expect(members.asked == [1, 2, 3])
  }

  @Test func `a list of the same length takes as many calls, some at a time`() async throws {
    members.become(7)
    _ = try await read()
    // Four were there before, of which the last is told after the others; the fifth may not be.
    members.become(9, together: [2, 3])
    #expect(try await read() == numbers(9))
    #expect(members.asked.sorted() == [1, 2, 3, 4, 5])
  }

  @Test func `who was added is counted`() async throws {
    _ = try await read()
    let role = RoleID("5")
    let entries = try ["u101@a.b", "u102@a.b", "u103@a.b", "u104@a.b"].enumerated().map {
      // Who has a role is new to the portal.
      MemberEntry(
        email: try #require(EmailAddress($1)), role: $0 < 3 ? role : nil, profile: nil)
    }
    let turn = await projects.turn(
      for: .addToProject(project, entries, notify: false), to: portal, deadline: 1_000)
    guard case .granted(let ticket) = turn else { throw TransportFailure.interrupted("\(turn)") }
    let outcome = await projects.send(
      .addToProject(project, entries, notify: false), to: portal, using: ticket, deadline: 1_000)
    guard case .ok(let added) = outcome, added.count == 4 else {
      throw TransportFailure.interrupted("\(outcome)")
    }
    let first = ZohoProjects.firstMembers(of: project, in: portal)
    #expect(projects.gateway.sizes[first] == 9)
    #expect(projects.gateway.sizes[PeopleLists.firstStaff(of: portal)] == 3)
  }

  @Test func `a list that became shorter ends where it says`() async throws {
    members.become(12)
    _ = try await read()
    members.become(3)
    #expect(try await read() == numbers(3))
    members.become(12)
    _ = try await read()
    #expect(members.asked.sorted() == [1, 2, 3, 4, 5, 6], "the shorter length is remembered")
    members.become(2)
    #expect(try await read() == numbers(2))
    #expect(members.asked == [1])
  }

  /// Page 3 is told, then somebody new pushes the last one of page 2 to it: from the head of the list, or from
  /// the middle of page 2 itself.
  @Test(arguments: [0, 2, 3]) func `a list that grows while it is read out of order is read again`(
    place: Int
  ) async throws {
    members.become(8)
    _ = try await read()
    members.become(8, growingBefore: 2, at: place, together: [2, 3])
    var people = numbers(8)
    people.insert("99", at: place)
    #expect(try await read() == people)
    let before = place < 2 ? [1, 2, 3] : [1, 2, 3, 4]
    #expect(members.asked.sorted() == (before + [1, 2, 3, 4, 5]).sorted())
  }

  @Test func `nobody is lost where pages are told long before the last`() async throws {
    members.become(14)
    _ = try await read()
    for place in 6..<8 {
      members.become(14, growingBefore: 4, at: place, together: [4, 5, 6])
      var people = numbers(14)
      people.insert("99", at: place)
      #expect(try await read() == people)
    }
  }

  @Test func `a list that became shorter and grows meanwhile is read again`() async throws {
    members.become(12)
    _ = try await read()
    // Page 3 is the last one now, and told before page 2.
    members.become(5, growingBefore: 2, at: 3, together: [2, 3])
    #expect(try await read() == ["1", "2", "3", "99", "4", "5"])
    #expect(members.asked == [1] + members.asked[1...2] + [1, 2, 3])
  }

  @Test func `a page that is refused is a failure wherever it stands`() async throws {
    members.become(12)
    _ = try await read()
    for page in 2...6 {
      members.become(12, refusing: page)
      await #expect(throws: ServiceFailure.self) { try await self.read() }
    }
  }
}
