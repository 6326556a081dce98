/// One rule of a fault script: which calls, and what becomes of them.
struct FaultRule: Sendable, Equatable {
  let match: Match
  let fault: FaultName
  var parameters = Parameters()

  /// Which calls a rule is for, and which of those it strikes.
  ///
  /// Counted are the calls that fit since the script was set, from 1: those that reach an endpoint, so
  /// that a wrong token or the rate limit do not use up a rule, and to which the fault can do something.
  /// A call that a rule strikes counts for the others too, and for the rate limit as any call does.
  struct Match: Sendable, Equatable {
    /// Nil: any.
    var method: String?
    /// Over the path as it came, percent-encoded, without the query.
    var path: Glob
    /// Nil: each, or where ``every`` is given each of those.
    var nth: [Int]?
    /// Each so many-th: from ``nth`` on, else from this very number.
    var every: Int?
    /// The most calls to strike; nil: no end.
    var times: Int?

    /// Whether the call of a number is to be struck, were there no end.
    func isDue(_ number: Int) -> Bool {
      guard let every else { return nth?.contains(number) ?? true }
      let first = nth?.first ?? every
      return number >= first && (number - first) % every == 0
    }

    /// Whether a call is one of those meant, by method and path.
    func fits(_ call: Call) -> Bool {
      (method ?? call.method) == call.method && path.matches(call.path)
    }
  }

  /// What a rule says besides; nil where it says nothing.
  struct Parameters: Sendable, Equatable {
    /// Milliseconds.
    var duration: Int64?
    var apply: Bool?
    var hold: Bool?
    /// Seconds.
    var retryAfter: Int?
    var keep: Int?
    var email: String?
    var title: String?
    var message: String?
    var status: Int?
    var mebibytes: Int?
    var depth: Int?
    var target: String?
  }
}

/// A pattern in which `*` stands for any run of characters, none among them.
struct Glob: Sendable, Equatable {
  let text: String
  private let pattern: [UInt8]

  init(_ text: String) {
    self.text = text
    pattern = Array(text.utf8)
  }

  /// Whether the whole of a text fits.
  func matches(_ text: String) -> Bool {
    let text = Array(text.utf8)
    var (here, there) = (0, 0)
    // Where the last star stands, and how far it reaches so far.
    var star: (pattern: Int, reach: Int)?
    while there < text.count {
      if here < pattern.count, pattern[here] == UInt8(ascii: "*") {
        star = (here, there)
        here += 1
      } else if here < pattern.count, pattern[here] == text[there] {
        here += 1
        there += 1
      } else if let last = star {
        star = (last.pattern, last.reach + 1)
        (here, there) = (last.pattern + 1, last.reach + 1)
      } else {
        return false
      }
    }
    return pattern[here...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
