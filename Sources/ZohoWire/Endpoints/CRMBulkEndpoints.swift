/// Bulk Read: CRM writes up to 200,000 records into a file. [C] OAS30, OAS31 bulk_read
extension WireRequest {
  /// `POST /crm/bulk/v8/read`: orders page `page`, from 1. A field of the record a lookup points to is
  /// asked for by a dot, as `Account_Name.Account_Name`. [C] DOC Kaizen #195
  package static func crmBulkRead(module: String, fields: [String], page: Int) -> WireRequest {
    let names = fields.map(JSONText.quoted).joined(separator: ",")
    return WireRequest(
      .post, .crm, ZohoPath.crmBulkRead.description,
      json:
        "{\"query\":{\"module\":{\"api_name\":\(JSONText.quoted(module))},\"fields\":[\(names)],\"page\":\(page)},\"file_type\":\"csv\"}"
    )
  }

  /// `GET /crm/bulk/v8/read/{job}`
  package static func crmBulkJob(_ job: String) -> WireRequest {
    WireRequest(.get, .crm, ZohoPath.crmBulkJob(job))
  }

  /// `GET /crm/bulk/v8/read/{job}/result`: a zip of one CSV.
  package static func crmBulkResult(job: String) -> WireRequest {
    WireRequest(.get, .crm, ZohoPath.crmBulkResult(job: job))
  }
}
