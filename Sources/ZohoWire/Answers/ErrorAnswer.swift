/// An error in any of Zoho's shapes, whatever the HTTP status it came with.
package struct ErrorAnswer: Equatable, Sendable {
  /// The title (Projects V3), the code (CRM), or the number (older Projects).
  package let title: String
  /// The server's words; empty when it gave none.
  package let message: String
  /// `status_code` of the body, a number or text.
  package let statusCode: Int64?
  /// The parameter or field at fault, or the permissions that are lacking.
  package let field: String?
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

  private init(projects error: JSONNode, around node: JSONNode) {
    let details = error["details"]
    let detail = details?.elements?.first ?? details
    title = Self.excerpt(error.text ?? error["title"]?.text ?? error["code"]?.text)
    message = Self.excerpt(
      detail?["message"]?.text ?? error["message"]?.text ?? node["error_description"]?.text)
    statusCode = error["status_code"]?.integer
    field = detail?["field_name"]?.text
    retryAfter = nil
    traceID = Self.trace(in: detail)
  }

  private init(crm error: JSONNode) {
    let details = error["details"]
    title = Self.excerpt(error["code"]?.text)
    message = Self.excerpt(error["message"]?.text)
    statusCode = nil
    field =
      details?["param_name"]?.text ?? details?["api_name"]?.text
      ?? details?["permissions"]?.elements?.compactMap(\.text).joined(separator: ", ")
    retryAfter = details?["retry_after"]?.integer
    traceID = Self.trace(in: details)
  }

  /// At most 100 scalars: it stands behind other words.
  private static func trace(in details: JSONNode?) -> String? {
    guard let text = details?["trace_id"]?.text, !text.isEmpty else { return nil }
    return String(String.UnicodeScalarView(text.unicodeScalars.prefix(100)))
  }

  /// At most 500 scalars of what the server wrote: it goes into journals and tables.
  private static func excerpt(_ text: String?) -> String {
    String(String.UnicodeScalarView((text ?? "").unicodeScalars.prefix(500)))
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
