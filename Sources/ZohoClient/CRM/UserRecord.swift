import ImportEngine
import ImportModel
import ZohoWire

extension CRMUserRecord {
  /// The fields of the schema as the answer has them; null, missing and unreadable are empty, but for
  /// the name.
  init(_ answer: CRMUserAnswer) throws(ServiceFailure) {
    self.init(
      id: try identifier(answer.id, CRMUserID.init),
      values: PeopleSchema.users.named(
        PeopleSchema.users.fields.map { field in
          let value = FieldValue(answer.fields, field)
          guard field.apiName == "email", case .text(let email) = value else { return value }
          return .text(email.composed)
        }))
  }
}
