/// What came in, for the judge.
struct RequestLog: Sendable {
  /// One request that was answered.
  struct Entry: Sendable {
    let number: Int
    /// Milliseconds since 1970 UTC.
    let time: Int64
    let method: String
    let path: String
    /// Empty for OAuth, whose parameters are secrets.
    let query: String
    /// 0 where the connection ended without an answer.
    let status: Int
    /// The fault of the script that was at work.
    let fault: FaultName?
  }

  /// A server that runs for weeks keeps only the newest of these.
  private static let most = 100_000

  /// The newest entries, oldest first.
  private(set) var entries: [Entry] = []
  /// How many requests there were.
  private(set) var count = 0
  /// Requests by `METHOD pattern`.
  private(set) var byEndpoint: [String: Int] = [:]

  /// Adds a request; `endpoint` is nil where no route matched.
  mutating func add(_ call: Call, endpoint: String?, isSecret: Bool, answer: Answer, time: Int64) {
    count += 1
    if let endpoint { byEndpoint[endpoint, default: 0] += 1 }
    if entries.count >= Self.most + Self.most / 10 { entries.removeFirst(Self.most / 10) }
    entries.append(
      Entry(
        number: count, time: time, method: call.method, path: call.path,
        query: isSecret ? "" : call.query, status: answer.status,
        fault: answer.fault))
  }
}
