package import ImportModel

extension Zylker {
  /// CRM users who are no ordinary colleagues: of each kind that counts, and one whose invitation CRM
  /// tells nothing of.
  package static let otherKinds: [CRMUserRecord] = [
    user(31, "zia.helper", "Zia Helper", role: "Contractor")?.being("Digital Employee"),
    user(32, "rhea.stone", "Rhea Stone", role: "Contractor")?.being("Support User"),
    user(33, "luis.prado", "Luis Prado", role: "Contractor")?.being("Lite User"),
    user(34, "nova.quist", "Nova Quist", role: "Contractor")?.being("Field Visitor"),
    user(35, "tess.moreno", "Tess Moreno", role: "Contractor")?.being("Team User"),
    user(36, "nell.ames", "Nell Ames", role: "Contractor")?.withoutConfirmation,
  ].compactMap { $0 }
}

extension CRMUserRecord {
  fileprivate func being(_ type: String) -> CRMUserRecord { with(.text(type), for: "type__s") }

  fileprivate var withoutConfirmation: CRMUserRecord { with(.empty, for: "confirm") }

  private func with(_ value: FieldValue, for key: String) -> CRMUserRecord {
    CRMUserRecord(
      id: id,
      values: zip(PeopleSchema.users.fields, values).map { $0.key == key ? value : $1 })
  }
}
