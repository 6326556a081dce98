/// An error in any of Zoho's shapes, whatever the HTTP status it came with.
package struct ErrorAnswer: Equatable, Sendable {
  /// The title (Projects V3), the code (CRM), or the number (older Projects); empty when it has none.
  package let title: String
  /// `error_type` of Projects V3, the one sign beside the status of a refusal by a rule of the
  /// business [L]; empty elsewhere.
  package let kind: String
  /// The server's words; empty when it gave none.
  package let message: String
  /// `status_code` of the body, a number or text.
  package let statusCode: Int64?
  /// What the server tells beside its words: the parameter or field at fault, the permissions that are
  /// lacking, a limit, where a query is wrong, `message_key`; empty for nothing.
  package let particulars: String
  /// The further `details` of Projects, each in its words with its particulars.
  package let others: [String]
  /// Seconds to wait, by CRM's `details.retry_after`.
  package let retryAfter: Int64?
  /// By which Zoho's support finds the request: `details.trace_id` of CRM's refusals for asking too
  /// often, the one place known [C] OAS26 apis/getAvailableApis response-429; taken wherever it comes.
  package let traceID: String?

  /// Nil when the answer is no error:
  /// - Projects V3 `{"error":{"status_code","title","error_type","details"}}` [Z] S3, S4
  /// - older Projects `{"error":{"code":6404,"message"}}` [Z] via S6
  /// - CRM `{"code","details","message","status":"error"}` [C] OAS30, also as the only element of
  ///   `data` or `users`
  /// - OAuth `{"error":"…"}` [C] SDK
  package init?(_ node: JSONNode) {
    if let error = node["error"] {
      self.init(projects: error, around: node)
    } else if let error = Self.crmError(in: node) {
      self.init(crm: error)
    } else {
      return nil
    }
  }

  /// All that the server says but the title and the trace.
  package var words: String {
    ([Self.worded(message, particulars)] + others).filter { !$0.isEmpty }.joined(separator: "; ")
  }

  private init(projects error: JSONNode, around node: JSONNode) {
    let details = error["details"]?.elements ?? error["details"].map { [$0] } ?? []
    title = Self.excerpt(error.text ?? error["title"]?.text ?? error["code"]?.text)
    kind = Self.excerpt(error["error_type"]?.text, 100)
    message = Self.excerpt(
      details.first?["message"]?.text ?? error["message"]?.text ?? node["error_description"]?.text)
    statusCode = error["status_code"]?.integer
    particulars = Self.particulars(ofProjects: details.first)
    others = details.dropFirst().prefix(Self.mostListed).map { detail in
      Self.worded(
        Self.excerpt(detail["message"]?.text, 100), Self.particulars(ofProjects: detail))
    }.filter { !$0.isEmpty }
    retryAfter = nil
    traceID = Self.trace(in: details.first)
  }

  private init(crm error: JSONNode) {
    let details = error["details"]?.elements ?? error["details"].map { [$0] } ?? []
    title = Self.excerpt(error["code"]?.text)
    kind = ""
    message = Self.excerpt(error["message"]?.text)
    statusCode = nil
    particulars = Self.excerpt(
      details.prefix(Self.mostListed).map(Self.particulars(ofCRM:)).filter { !$0.isEmpty }
        .joined(separator: "; "))
    others = []
    retryAfter = details.first?["retry_after"]?.integer
    traceID = Self.trace(in: details.first)
  }

  private static func worded(_ message: String, _ particulars: String) -> String {
    if particulars.isEmpty { return message }
    return message.isEmpty ? particulars : "\(message) (\(particulars))"
  }

  /// `message_key` is "zp.…" [L] reference of Projects, §7.
  private static func particulars(ofProjects detail: JSONNode?) -> String {
    ["field_name", "message_key"].map { excerpt(detail?[$0]?.text, 100) }.filter { !$0.isEmpty }
      .joined(separator: ", ")
  }

  /// What names itself: the parameter or field at fault, and the permissions.
  private static let bare = ["param_name", "param_names", "api_name", "permissions"]
  /// What needs its name. [C] reference of CRM, §3; of queries §2.6
  private static let named = [
    "reason", "column_name", "operator", "clause", "line", "column", "near", "limit",
    "expected_data_type", "supported_values", "resource_path_index", "supported_version",
  ]

  private static func particulars(ofCRM details: JSONNode) -> String {
    let bare = bare.compactMap { value(of: details[$0]) }
    let named = named.compactMap { key in value(of: details[key]).map { "\(key) \($0)" } }
    return (bare + named).joined(separator: ", ")
  }

  private static func value(of node: JSONNode?) -> String? {
    let texts =
      node?.elements?.prefix(mostListed).compactMap(\.text) ?? [node?.text].compactMap(\.self)
    let text = excerpt(texts.joined(separator: ", "), 100)
    return text.isEmpty ? nil : text
  }

  /// Of a list of an error.
  private static let mostListed = 10

  /// It stands behind other words.
  private static func trace(in details: JSONNode?) -> String? {
    let text = excerpt(details?["trace_id"]?.text, 100)
    return text.isEmpty ? nil : text
  }

  /// At most so many scalars of what the server wrote: it goes into journals and tables.
  private static func excerpt(_ text: String?, _ most: Int = 500) -> String {
    String(String.UnicodeScalarView((text ?? "").unicodeScalars.prefix(most)))
  }

  private static func crmError(in node: JSONNode) -> JSONNode? {
    let list = node["data"]?.elements ?? node["users"]?.elements
    let candidate = list.map { $0.count == 1 ? $0[0] : nil } ?? node
    guard let candidate, candidate["code"]?.text != nil, candidate["status"]?.text == "error" else {
      return nil
    }
    return candidate
  }
}
