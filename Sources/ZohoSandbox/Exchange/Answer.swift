/// What a route answers: status, headers and bytes.
struct Answer: Sendable {
  /// The HTTP status code.
  var status: Int
  /// Besides `Content-Type` and `Content-Length`.
  var headers: [(name: String, value: String)] = []
  /// Of the body.
  var contentType = "application/json;charset=UTF-8"
  /// nil where there is no body at all, as with 204.
  var body: [UInt8]?
  /// What the body says, for a fault that changes it; nil for a body that is not JSON.
  var value: JSON?
  /// A body that is made while it is sent, in place of ``body``.
  var file: BulkFile?
  /// How it goes over the connection.
  var delivery = Delivery.whole
  /// The fault that was at work, for the log.
  var fault: FaultName?

  /// A JSON body.
  static func json(_ value: JSON, status: Int = 200) -> Answer {
    Answer(status: status, body: value.bytes, value: value)
  }

  /// 204 without a body.
  static let noContent = Answer(status: 204)
}

/// The errors of CRM: `{"code","details","message","status":"error"}` [C] OAS30 common.json.
enum CRMError {
  /// An error answer of CRM.
  static func answer(
    _ status: Int, _ code: String, _ message: String, details: JSON = [:]
  ) -> Answer {
    .json(
      ["code": .text(code), "details": details, "message": .text(message), "status": "error"],
      status: status)
  }

  /// 400 for a parameter that has a value of the wrong kind. [C] OAS26 getUsers
  static func invalid(parameter: String) -> Answer {
    answer(
      400, "INVALID_DATA", "invalid data", details: ["param_name": .text(parameter)])
  }
}

/// The errors of Projects V3 [Z] S3, S4: `{"error":{"status_code","method","instance","title",
/// "error_type","details"}}`, with the code as text.
struct ProjectsError: Error, Sendable {
  /// The HTTP status code.
  var status: Int
  /// Upper case with underscores.
  var title: String
  /// The family of the error.
  var type = "OPERATIONAL_VALIDATION_ERROR"
  /// One sentence.
  var message: String
  /// The parameter at fault.
  var field: String?
  /// The key of a business refusal, `zp.…` [L].
  var messageKey: String?

  /// The answer to a call.
  func answer(to call: Call) -> Answer {
    let detail = JSON.object(presentOnly: [
      "message": .text(message), "field_name": field.map(JSON.text),
      "message_key": messageKey.map(JSON.text),
    ])
    return .json(
      [
        "error": [
          "status_code": .text(String(status)), "method": .text(call.method),
          "instance": .text(call.path), "title": .text(title), "error_type": .text(type),
          "details": [detail],
        ]
      ], status: status)
  }

  /// 400: a parameter is missing or not valid. [Z]
  static func invalid(_ field: String, _ message: String = "Invalid value") -> ProjectsError {
    ProjectsError(
      status: 400, title: "INVALID_PARAMETER_VALUE", type: "FIELDS_VALIDATION_ERROR",
      message: message, field: field)
  }

  /// 404: no such thing. [T]
  static let notFound = ProjectsError(
    status: 404, title: "RESOURCE_NOT_FOUND", message: "Resource not found")

  /// 400: the caller may not do that; Zoho gives it as a parameter error. [Z]
  static let notPermitted = ProjectsError(
    status: 400, title: "INVALID_PARAMETER_VALUE",
    message: "You don't have sufficient permission to perform this operation")

  /// 403: a rule of the business. Pattern [L], keys [G].
  static func refused(_ key: String, _ message: String) -> ProjectsError {
    ProjectsError(
      status: 403, title: "OPERATION_NOT_ALLOWED", message: message, messageKey: key)
  }

  /// 402: no licence is left. [G]
  static let licencesUsedUp = ProjectsError(
    status: 402, title: "LICENSE_LIMIT_EXCEEDED",
    message: "You have reached the maximum number of users of your plan")

  /// 409: the e-mail is there already. [G]
  static let userExists = ProjectsError(
    status: 409, title: "USER_ALREADY_EXISTS", message: "User already exists")

  /// 500, given for bad input too. [L] S7
  static let internalError = ProjectsError(
    status: 500, title: "INTERNAL_SERVER_ERROR", message: "Internal server error")
}
