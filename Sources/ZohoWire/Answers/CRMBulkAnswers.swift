/// `POST /crm/bulk/v8/read`: the job that was added. [C] OAS30, OAS31 bulk_read
package struct CRMBulkOrderAnswer: Equatable, Sendable {
  /// Up to 19 digits, kept as text.
  package let job: String

  /// Reads `{"data":[{"status":"success","details":{"id":…}}]}`.
  package init(_ node: JSONNode) throws(ShapeMismatch) {
    guard let details = node["data"]?.elements?.first?["details"] else {
      throw ShapeMismatch(expected: "data[0].details")
    }
    job = try details.required("id", of: "data[0].details")
  }
}

/// `GET /crm/bulk/v8/read/{job}`: how far a job is. [C] OAS30, OAS31 bulk_read
package struct CRMBulkJobAnswer: Equatable, Sendable {
  /// How far it is.
  package enum State: Hashable, Sendable {
    case underWay, completed
    /// It failed, or the word is not known.
    case other(String)
  }

  package let state: State
  /// `result.count`: records of the file; nil where it is not told.
  package let count: Int64?
  /// `result.page`, from 1; nil where it is not told.
  package let page: Int64?
  /// `result.more_records`; nil where it is not told.
  package let hasMore: Bool?

  /// Reads `{"data":[{"state":…,"result":{…}}]}`. Zoho writes `IN PROGRESS` with a blank; `QUEUED` and
  /// the underscore are met too. [C] OAS30, OAS31; the underscore [G]
  package init(_ node: JSONNode) throws(ShapeMismatch) {
    guard let job = node["data"]?.elements?.first else { throw ShapeMismatch(expected: "data[0]") }
    let word = try job.required("state", of: "data[0]")
    switch word {
    case "ADDED", "QUEUED", "IN PROGRESS", "IN_PROGRESS": state = .underWay
    case "COMPLETED": state = .completed
    default: state = .other(word)
    }
    count = job["result"]?["count"]?.integer
    page = job["result"]?["page"]?.integer
    hasMore = job["result"]?["more_records"]?.flag
  }
}
