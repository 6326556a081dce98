import ZohoWire

/// The Zoho service a path belongs to; each has its own way to ask for a token and to say no.
enum Service: Sendable {
  case accounts, crm, projects, judge

  /// The service of any path, known or not.
  init(path: String) {
    if path.hasPrefix("/oauth/") {
      self = .accounts
    } else if path.hasPrefix("/crm/") {
      self = .crm
    } else if path.hasPrefix("/_sandbox/") {
      self = .judge
    } else {
      self = .projects
    }
  }
}

/// One endpoint: a method, a pattern, the scopes it asks for, and what it does.
struct Route: Sendable {
  /// Reads and changes the state; throws what Projects refuses.
  typealias Handler = @Sendable (inout SandboxState, Call) throws(ProjectsError) -> Answer

  /// Upper case, such as `GET`.
  let method: String
  /// The path with its places.
  let pattern: PathPattern
  /// What scopes a token needs here.
  let scopes: ScopeRule
  /// What the endpoint does.
  let handler: Handler

  /// The key of counts and limits, such as `GET /api/v3/portals`.
  var endpoint: String { "\(method) \(pattern)" }
  /// What a call costs of CRM's credits. [C] limits page of Vertical Solutions; for queries, counts
  /// and searches not told [G].
  func credits(for call: Call) -> Int {
    switch pattern {
    case ZohoPath.crmBulkRead: 50
    case ZohoPath.crmDeleted: 2
    case ZohoPath.crmRecords where call.parameter("cvid") != nil: 3
    default: 1
    }
  }
  /// Whether CRM counts its calls among the heavy ones. [C] Kaizen #203
  var isHeavy: Bool { pattern == ZohoPath.crmCOQL }
  /// The service the pattern belongs to.
  var service: Service { Service(path: pattern.description) }

  init(
    _ method: String, _ pattern: PathPattern, _ scopes: ScopeRule, _ handler: @escaping Handler
  ) {
    self.method = method
    self.pattern = pattern
    self.scopes = scopes
    self.handler = handler
  }
}

/// Finds the route of a call: the pattern with the most literal words wins.
struct RouteTable: Sendable {
  /// What was found.
  enum Match: Sendable {
    case route(Route, places: [String: String])
    /// The path is known, with other methods.
    case wrongMethod
    case nothing
  }

  /// Every endpoint of the sandbox.
  static let all = RouteTable(
    TokenRoutes.all + ConsentRoutes.all + DeviceRoutes.all + DevicePageRoutes.all
      + CRMRoutes.all + RecordRoutes.all + BulkRoutes.all + PortalRoutes.all + PortalUserRoutes.all
      + ProjectRoutes.all + CustomerRoutes.all + JudgeRoutes.all + ConsoleRoutes.all)

  /// The patterns with the most literal words first.
  let routes: [Route]

  init(_ routes: [Route]) {
    self.routes = routes.sorted { Self.literals($0) > Self.literals($1) }
  }

  /// The route of a method and a percent-encoded path. A slash at the end matches nothing.
  func match(method: String, path: String) -> Match {
    // A slash at the end is refused [L] S9, but where a client in the field sends one:
    // zoho-projects-sdk 0.1.12, `api/portals.py`. [T]
    let path = path == "\(ZohoPath.portals)/" ? "\(ZohoPath.portals)" : path
    guard path.hasPrefix("/"), path.count > 1 else { return .nothing }
    let words = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
      .map { FormText.decoded($0, plusIsBlank: false) }
    var isKnown = false
    for route in routes {
      guard let places = Self.places(of: route.pattern, in: words) else { continue }
      if route.method == method { return .route(route, places: places) }
      isKnown = true
    }
    return isKnown ? .wrongMethod : .nothing
  }

  private static func places(of pattern: PathPattern, in words: [String]) -> [String: String]? {
    guard pattern.segments.count == words.count else { return nil }
    var places: [String: String] = [:]
    for (segment, word) in zip(pattern.segments, words) {
      switch segment {
      case .literal(let literal): if literal != word { return nil }
      case .place(let name):
        if word.isEmpty { return nil }
        places[name] = word
      }
    }
    return places
  }

  private static func literals(_ route: Route) -> Int {
    route.pattern.segments.count {
      if case .literal = $0 { true } else { false }
    }
  }
}
