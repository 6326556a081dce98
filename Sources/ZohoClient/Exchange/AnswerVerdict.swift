import ZohoWire

/// What an answer means, whatever was asked: the body's schema decides first, the status second.
enum AnswerVerdict: Equatable, Sendable {
  /// A 2xx with JSON that is no error.
  case value(JSONNode)
  /// A page of the records that were asked for.
  case records(ScannedRecords)
  /// A 204, or a 2xx without a body; 304.
  case empty(status: Int)
  /// The server was asked too often.
  case throttled(Throttling)
  /// The access token is not accepted; the server's words.
  case tokenRefused(String)
  /// A 401 of no known shape: to a read it says that the token is not accepted; what became of a write
  /// it does not say.
  case unauthorized(String)
  /// The server's title, and its other words.
  case scopeMissing(title: String, words: String)
  /// A well-formed refusal of a known schema.
  case refused(Refusal)
  /// No known shape, or a server in trouble: what was seen, of a page an excerpt.
  case unreadable(String)
  /// A server in trouble: 5xx, or a number that says so inside another answer.
  case broken(String)

  /// How long to wait, and by whose word.
  struct Throttling: Equatable, Sendable {
    /// Seconds until the server may be asked again: as it told, else by a rule of ours.
    let retryAfter: Int64
    let isTold: Bool
    /// Its words, `CODE: message`; empty for none.
    let said: String
    /// It came as a page: who wrote it may be somebody before the server, and what became of a write
    /// is not known.
    let isPage: Bool
  }

  /// A refusal as the server worded it.
  struct Refusal: Equatable, Sendable {
    let title: String
    let message: String
    let status: Int
    /// Whether it is known to be about the call, not about an entry of it.
    let isAboutCall: Bool
  }

  /// Reads the answer to a request.
  init(_ answer: HTTPAnswer, to request: WireRequest) {
    let status = answer.status
    let isSuccess = (200..<300).contains(status)
    guard !answer.isHTML else {
      self = Self.ofPage(answer, to: request)
      return
    }
    guard !answer.body.isEmpty else {
      self = Self.withoutBody(answer, of: request.service)
      return
    }
    if status == 200, let names = request.recordNames,
      let page = Self.page(answer.body, names)
    {
      self = page
      return
    }
    let node: JSONNode
    do {
      node = try JSONNode(parsing: answer.body)
    } catch {
      self = Self.unreadable(answer, Self.words(for: error), of: request.service)
      return
    }
    if isSuccess, node.namesPeopleAdded {
      // Whatever else it says: they were added, and nothing may be sent for them again.
      self = .value(node)
    } else if status == 207, let error = ErrorAnswer(node) {
      // Done in part, and of which entries is not told: no refusal, after which all would go again.
      self = .unreadable("done in part (207), \(error.title): \(error.message)")
    } else if let error = ErrorAnswer(node) {
      self = Self.verdict(on: error, answer, to: request)
    } else if isSuccess {
      self = .value(node)
    } else if status == 429 {
      self = .throttled(Throttling(answer, nil, of: request.service))
    } else {
      self = Self.unreadable(answer, "\(answer.statusWords), unknown shape")
    }
  }

  /// A page of records; nil where that is for the tree to tell.
  private static func page(_ body: [UInt8], _ names: [String]) -> AnswerVerdict? {
    do throws(ShapeMismatch) {
      return try ScannedRecords(body, names: names).map { .records($0) }
    } catch {
      return .unreadable("expected \(error.expected)")
    }
  }

  /// Of an answer in HTML.
  private static func ofPage(_ answer: HTTPAnswer, to request: WireRequest) -> AnswerVerdict {
    let words = PageExcerpt.words(answer)
    return answer.status == 429
      ? .throttled(Throttling(answer, nil, of: request.service, page: words))
      : unreadable(answer, "a page, not data\(words)")
  }

  /// By the status alone; `what` was seen instead of a known shape.
  private static func unreadable(
    _ answer: HTTPAnswer, _ what: String, of service: WireRequest.Service? = nil
  ) -> AnswerVerdict {
    switch answer.status {
    case 429:
      .throttled(
        Throttling(answer, nil, of: service ?? .projects, page: ": \(what)"))
    case 500...:
      .broken("status \(answer.status)" + (answer.isHTML ? ", " + what : ""))
    case 401: .unauthorized("status 401, \(what)")
    default: .unreadable(what)
    }
  }

  private static func withoutBody(
    _ answer: HTTPAnswer, of service: WireRequest.Service
  ) -> AnswerVerdict {
    switch answer.status {
    // 304: nothing changed since the time that was told.
    case 200..<300, 304: .empty(status: answer.status)
    case 401: .unauthorized("status 401 without a body")
    case 429: .throttled(Throttling(answer, nil, of: service))
    case 500...: .broken("status \(answer.status)")
    default: .unreadable("\(answer.statusWords) without a body")
    }
  }

  private static func verdict(
    on error: ErrorAnswer, _ answer: HTTPAnswer, to request: WireRequest
  ) -> AnswerVerdict {
    let status = ErrorTitles.status(of: error, http: answer.status)
    let trace = error.traceID.map { " (trace \($0))" } ?? ""
    let words = [error.title, error.words].filter { !$0.isEmpty }.joined(separator: ": ") + trace
    if ErrorTitles.isThrottle(error) || status == 429 {
      return .throttled(Throttling(answer, error, of: request.service, said: words))
    }
    if status >= 500 || ErrorTitles.isServerTrouble(error) { return .broken(words) }
    if ErrorTitles.isTokenRefused(error) { return .tokenRefused(words) }
    if ErrorTitles.isScopeMissing(error, status: status, to: request) {
      return .scopeMissing(title: error.title, words: error.words + trace)
    }
    if status == 401, !ErrorTitles.isAboutRights(error) { return .tokenRefused(words) }
    // A refusal by a rule of the business has no title, but a type. Inside a 2xx without a status of
    // its own even that tells too little.
    let title = error.title.isEmpty && status >= 400 ? error.kind : error.title
    guard !title.isEmpty else {
      return .unreadable("an error without a title" + (words.isEmpty ? "" : ", \(words)"))
    }
    return .refused(
      Refusal(
        title: title, message: error.words + trace, status: status,
        isAboutCall: ErrorTitles.isAboutCall(error)))
  }

  private static func words(for error: JSONSyntaxError) -> String {
    switch error {
    case .truncated: "an answer cut off"
    case .unexpected, .invalidText: "not JSON"
    case .tooDeep: "JSON nested too deep"
    case .tooManyValues: "JSON with too many values"
    }
  }
}

extension AnswerVerdict.Throttling {
  /// `page`: the excerpt of one, empty where it says nothing.
  init(
    _ answer: HTTPAnswer, _ error: ErrorAnswer?, of service: WireRequest.Service,
    said: String = "", page: String? = nil
  ) {
    let told = Throttle.seconds(answer, error)
    self.init(
      retryAfter: told ?? (service == .crm ? Throttle.crm : Throttle.projects), isTold: told != nil,
      said: page.map { "status 429, a page\($0)" } ?? said, isPage: page != nil)
  }
}

extension HTTPAnswer {
  /// The status; of a redirect, that it is not followed: a token goes to no other address.
  fileprivate var statusWords: String {
    (300..<400).contains(status) && status != 304
      ? "status \(status), a redirect, which is never followed," : "status \(status)"
  }
}

extension JSONNode {
  /// Whether it is the map of an addition, with somebody in it. [L] S1
  fileprivate var namesPeopleAdded: Bool {
    member(anyCaseOf: "emailvszpuid")?.members?.isEmpty == false
  }
}
