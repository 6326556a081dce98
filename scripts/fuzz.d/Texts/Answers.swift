import Fuzzing
@testable import Reporting
@testable import ZohoWire

/// Any bytes as JSON: what reads, written and read again, is the same.
let jsonTarget = FuzzTarget("json", round: 5000) { bytes in
  guard let node = try? JSONNode(parsing: bytes) else { return }
  let value = node.asWritten
  guard let again = try? JSONNode(parsing: Array(value.json.utf8)) else {
    fatalError("what was read can't be written")
  }
  expect(again == node.numbersAsText, "what was written reads otherwise")
}

/// Any JSON as every answer of the services: it reads or tells what was expected.
let wireTarget = FuzzTarget("wire", round: 5000) { bytes in
  guard let node = try? JSONNode(parsing: bytes) else { return }
  for decode in decoders {
    do {
      try decode(node)
    } catch let mismatch as ShapeMismatch {
      expect(!mismatch.expected.isEmpty, "nothing was expected")
    } catch {
      fatalError("\(error) is no mismatch")
    }
  }
}

/// The answers of the accounts service; a token is never in what a failure tells.
let tokenTarget = FuzzTarget("token", round: 3000) { bytes in
  guard let node = try? JSONNode(parsing: bytes) else { return }
  if let answer = try? TokenAnswer(node), case .granted(let token, _, let lifetime) = answer {
    expect(!token.isEmpty, "an empty token")
    expect((1...TokenAnswer.usualLifetime).contains(lifetime), "a token for \(lifetime) s")
  }
  _ = try? GrantAnswer(node)
  _ = try? DeviceCodeAnswer(node)
  _ = try? DevicePollAnswer(node)
  _ = try? RevokeAnswer(node)
}

/// Times as the services and HTTP write them: none, or one of the years 0 to 9999.
let timeTarget = FuzzTarget("time", round: 2000) { bytes in
  let text = String(decoding: bytes, as: UTF8.self)
  for seconds in [HTTPDate.seconds(text), ISOTime.seconds(text)] {
    guard let seconds else { continue }
    expect(abs(seconds) < 300_000_000_000, "\(text) is \(seconds)")
  }
  _ = PercentEncoding.encoded(text)
}

private let decoders: [@Sendable (JSONNode) throws -> Void] = [
  { _ = try CRMUsersAnswer($0) }, { _ = try CRMOrganisationAnswer($0) },
  { _ = try CRMRecordsAnswer($0) }, { _ = try CRMCountAnswer($0) },
  { _ = try CRMFieldsAnswer($0) }, { _ = try CRMBulkOrderAnswer($0) },
  { _ = try CRMBulkJobAnswer($0) }, { _ = try CustomerAnswer($0) }, { _ = ClientOfAnswer($0) },
  { _ = ErrorAnswer($0) }, { _ = PageInfo(of: $0) }, { _ = try PortalAnswer($0) },
  { _ = try ProjectAnswer($0) }, { _ = NamedAnswer($0) }, { _ = try LicenceAnswer($0) },
  { _ = try PortalUserAnswer($0) }, { _ = try AddedUsersAnswer($0) },
  { node in
    _ = try ListPage(node, key: "users") { (node) throws(ShapeMismatch) in
      try PortalUserAnswer(node)
    }
  },
  { node in
    _ = try ListPage(node, key: "projects") { (node) throws(ShapeMismatch) in
      try ProjectAnswer(node)
    }
  },
]

extension JSONNode {
  /// Numbers become the text they were written as: what we write has whole numbers alone.
  fileprivate var numbersAsText: JSONNode {
    switch self {
    case .number(let digits): .string(digits)
    case .array(let elements): .array(elements.map(\.numbersAsText))
    case .object(let members): .object(members.mapValues(\.numbersAsText))
    default: self
    }
  }

  fileprivate var asWritten: DataValue {
    switch self {
    case .null: .null
    case .bool(let flag): .bool(flag)
    case .number(let text), .string(let text): .string(text)
    case .array(let elements): .array(elements.map(\.asWritten))
    case .object(let members): .object(members.map { DataValue.Member($0.key, $0.value.asWritten) })
    }
  }
}
