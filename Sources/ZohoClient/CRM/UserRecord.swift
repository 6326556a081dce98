import ImportEngine
import ImportModel
import ZohoWire

extension CRMUserRecord {
  /// The fields of the schema as the answer has them; null, missing and unreadable are empty.
  init(_ answer: CRMUserAnswer) throws(ServiceFailure) {
    self.init(
      id: try identifier(answer.id, CRMUserID.init),
      values: PeopleSchema.users.fields.map { field in
        let value = FieldValue(answer.fields.value(at: field.path), as: field.type)
        guard field.apiName == "email", case .text(let email) = value else { return value }
        return .text(email.composed)
      })
  }
}

extension FieldValue {
  /// A JSON value read as the type its field has.
  fileprivate init(_ node: JSONNode?, as type: FieldType) {
    let value: FieldValue? =
      switch type {
      case .text, .choice: (node?.text).map(FieldValue.text)
      case .flag: (node?.flag).map(FieldValue.flag)
      case .time: (node?.text).flatMap(ISOTime.seconds).map(FieldValue.time)
      }
    self = value ?? .empty
  }
}
