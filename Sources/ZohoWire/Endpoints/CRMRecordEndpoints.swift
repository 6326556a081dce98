/// What crmsh reads of CRM's records.
extension WireRequest {
  /// `GET /crm/v8/{module}`: a page of 200, the most there are, in the order of ids. The first ten
  /// pages by `page`, further ones by `token` alone. `fields`: at most 50. [C] OAS26 record
  package static func crmRecords(
    module: String, fields: [String], page: Int?, token: String?
  ) -> WireRequest {
    var query: [Parameter] = [
      ("fields", fields.joined(separator: ",")), ("per_page", "200"), ("sort_by", "id"),
      ("sort_order", "asc"),
    ]
    if let token {
      query.append(("page_token", token))
    } else {
      query.append(("page", String(page ?? 1)))
    }
    return WireRequest(.get, .crm, ZohoPath.crmRecords(module: module), query: query)
  }

  /// `GET /crm/v8/{module}`: the record that was changed last; with `since`, in ISO 8601, 304 where none
  /// was changed after it. [C] OAS26 record, OAS30
  package static func crmLastChanged(module: String, since: String? = nil) -> WireRequest {
    WireRequest(
      .get, .crm, ZohoPath.crmRecords(module: module),
      query: [
        ("fields", "Modified_Time"), ("per_page", "1"), ("sort_by", "Modified_Time"),
        ("sort_order", "desc"),
      ], ifModifiedSince: since)
  }

  /// `GET /crm/v8/{module}/actions/count`. [C] OAS31 record_count
  package static func crmRecordCount(module: String) -> WireRequest {
    WireRequest(.get, .crm, ZohoPath.crmRecordCount(module: module))
  }

  /// `GET /crm/v8/settings/fields?module=`. [C] OAS31 fields
  package static func crmFields(module: String) -> WireRequest {
    WireRequest(.get, .crm, ZohoPath.crmFields.description, query: [("module", module)])
  }

  /// `GET /crm/v8/{module}/search?email=`: a page of 200 from 1. [C] OAS26 module_search
  package static func crmSearch(module: String, email: String, page: Int) -> WireRequest {
    WireRequest(
      .get, .crm, ZohoPath.crmSearch(module: module),
      query: [
        ("email", email), ("fields", "Email"), ("page", String(page)), ("per_page", "200"),
      ])
  }

  /// `GET /crm/v8/{module}/search?criteria=` for one value of a field. [C] OAS26 module_search; what
  /// means something in a criterion stands behind a backslash [G]
  package static func crmSearch(
    module: String, _ field: String, equals value: String, page: Int
  ) -> WireRequest {
    let escaped = value.map { "\\(),:".contains($0) ? "\\\($0)" : String($0) }.joined()
    return WireRequest(
      .get, .crm, ZohoPath.crmSearch(module: module),
      query: [
        ("criteria", "(\(field):equals:\(escaped))"), ("fields", field), ("page", String(page)),
        ("per_page", "200"),
      ])
  }

  /// `POST /crm/v8/coql` with `{"select_query":…}`: a read, in spite of its method. [C] OAS31 coql
  package static func crmQuery(_ select: String) -> WireRequest {
    WireRequest(
      .post, .crm, ZohoPath.crmCOQL.description,
      json: "{\"select_query\":\(JSONText.quoted(select))}")
  }
}
