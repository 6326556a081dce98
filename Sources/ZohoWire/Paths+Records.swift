/// The paths of CRM records: contacts and accounts.
extension ZohoPath {
  /// `GET`: records of a module, paged by `page` or `page_token`. [C] OAS26 record
  package static let crmRecords = PathPattern("/crm/v8/{module}")
  /// `GET`: one record. [C] OAS26 record
  package static let crmRecord = PathPattern("/crm/v8/{module}/{record}")
  /// `GET`: records by `criteria`, `email`, `phone` or `word`. [C] OAS26 module_search
  package static let crmSearch = PathPattern("/crm/v8/{module}/search")
  /// `GET`: how many records. [C] OAS31 record_count
  package static let crmRecordCount = PathPattern("/crm/v8/{module}/actions/count")
  /// `POST`: records by a query. [C] OAS31 coql
  package static let crmCOQL = PathPattern("/crm/v8/coql")
  /// `GET`: the modules there are. [C] OAS31 modules
  package static let crmModules = PathPattern("/crm/v8/settings/modules")
  /// `GET`: the fields of the module named by `module`. [C] OAS31 fields
  package static let crmFields = PathPattern("/crm/v8/settings/fields")
  /// `GET`: records that were deleted. [C] OAS31 record
  package static let crmDeleted = PathPattern("/crm/v8/{module}/deleted")
  /// `POST`: a job of Bulk Read. [C] OAS30, OAS31 bulk_read
  package static let crmBulkRead = PathPattern("/crm/bulk/v8/read")
  /// `GET`: how far a job is. [C] OAS30, OAS31 bulk_read
  package static let crmBulkJob = PathPattern("/crm/bulk/v8/read/{job}")
  /// `GET`: the file that a job made, a zip of one CSV. [C] OAS30, OAS31 bulk_read
  package static let crmBulkResult = PathPattern("/crm/bulk/v8/read/{job}/result")

  /// Fills ``crmRecords``.
  package static func crmRecords(module: String) -> String { crmRecords.filled(module) }

  /// Fills ``crmSearch``.
  package static func crmSearch(module: String) -> String { crmSearch.filled(module) }

  /// Fills ``crmRecordCount``.
  package static func crmRecordCount(module: String) -> String { crmRecordCount.filled(module) }

  /// Fills ``crmBulkJob``.
  package static func crmBulkJob(_ job: String) -> String { crmBulkJob.filled(job) }

  /// Fills ``crmBulkResult``.
  package static func crmBulkResult(job: String) -> String { crmBulkResult.filled(job) }
}
