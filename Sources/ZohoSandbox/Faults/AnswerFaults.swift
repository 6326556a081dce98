/// What faults make of answers.
extension Answer {
  /// No answer at all.
  static func none(_ delivery: Delivery) -> Answer { Answer(status: 0, delivery: delivery) }

  /// A page where data is expected, as proxies and sign-in pages are.
  static let page = Answer(
    status: 200, contentType: "text/html;charset=UTF-8",
    body: Array(
      "<!DOCTYPE html><html><head><title>Zoho</title></head><body>Please wait…</body></html>".utf8))

  /// JSON of so many mebibytes, nearly all blanks, as a few hundred times less of gzip.
  static func bomb(_ mebibytes: Int) -> Answer {
    Answer(
      status: 200, headers: [(name: "Content-Encoding", value: "gzip")],
      body: GzipBomb.bytes(mebibytes << 20))
  }

  /// Arrays within arrays.
  static func deep(_ depth: Int) -> Answer {
    Answer(
      status: 200,
      body: [UInt8](repeating: UInt8(ascii: "["), count: depth)
        + [UInt8](repeating: UInt8(ascii: "]"), count: depth))
  }

  /// The other answer: what this one's call changed stays.
  func replaced(by other: Answer) -> Answer { other }

  /// The same, delivered otherwise.
  func delivered(_ delivery: Delivery) -> Answer {
    var answer = self
    answer.delivery = delivery
    return answer
  }

  /// The first half of the body; an answer without one gets one to be cut.
  var truncated: Answer {
    var answer = self
    if body == nil { answer = .json(["status": "success"]) }
    return answer.delivered(.cut((answer.body?.count ?? 0) / 2))
  }

  /// Only as many of the people added as are to be named; nil: half, rounded down.
  func naming(_ kept: Int?) -> Answer {
    guard case .object(let added)? = value?["emailvszpuid"] else { return self }
    let named = added.prefix(KeptEntries.some(kept).count(of: added.count))
    return .json(["emailvszpuid": .object(Array(named))], status: status)
  }

  /// The number of the page, with the key of the object that tells it; nil where none does.
  private var pageNumber: (key: String, number: Int64)? {
    for key in ["page_info", "info"] {
      if case .number(let number)? = value?[key]?["page"] { return (key, number) }
    }
    return nil
  }

  /// Whether it is a page of a list that tells the number of the page.
  var hasPageNumber: Bool { pageNumber != nil }

  /// Itself where it is a page, else an empty page after another one.
  func orEmptyPage(after last: Answer) -> Answer {
    guard !hasPageNumber, let page = last.pageNumber, case .object(let members)? = last.value else {
      return self
    }
    return .json(
      .object(
        members.map { member in
          switch member.value {
          case .array: JSON.Member(key: member.key, value: [])
          case .object(let info) where member.key == page.key:
            JSON.Member(key: member.key, value: .object(info.map(Self.emptied)))
          default: member
          }
        }))
  }

  private static func emptied(_ info: JSON.Member) -> JSON.Member {
    switch (info.key, info.value) {
    case ("page", .number(let number)): JSON.Member(key: info.key, value: .number(number + 1))
    case ("count", _): JSON.Member(key: info.key, value: 0)
    case ("has_next_page", _), ("more_records", _): JSON.Member(key: info.key, value: false)
    case ("next_page_token", _): JSON.Member(key: info.key, value: .null)
    default: info
    }
  }
}
