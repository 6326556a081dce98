import ImportModel
import ZohoWire

extension FieldValue {
  /// The value of a field in a record, read as the type the field has. Null, missing and unreadable
  /// are empty; several choices are one text with `;` between them. What a query tells of a lookup
  /// under a name with a dot counts too; where it tells no name under any name, the id stands for it.
  init(_ record: JSONNode, _ field: Field) {
    var node = record.value(at: field.path) ?? field.queryName.flatMap { record[$0] }
    if field.queryName == nil, field.isNameless(in: record) {
      node = record.value(at: [field.path[0], "id"])
    }
    let value: FieldValue? =
      switch field.type {
      case .text, .choice: (node?.texts).map(FieldValue.text)
      case .flag: (node?.flag).map(FieldValue.flag)
      case .time: (node?.text).flatMap(ISOTime.seconds).map(FieldValue.time)
      }
    self = value ?? .empty
  }
}

extension Field {
  /// Whether it is the name of the record that a lookup points to.
  var isNameOfLookup: Bool { path.count == 2 && path[1] == "name" }

  /// Whether a record tells only the id of what the lookup points to.
  func isNameless(in record: JSONNode) -> Bool {
    guard isNameOfLookup, record.value(at: [path[0], "id"])?.text != nil else { return false }
    return (record.value(at: path) ?? queryName.flatMap { record[$0] })?.text == nil
  }

  /// How a query names what a lookup's name is, where the record it points to is known; nil for any
  /// other field. [C] DOC Kaizen #171
  var queryName: String? {
    guard isNameOfLookup else { return nil }
    switch path[0] {
    case "Account_Name", "Parent_Account": return "\(path[0]).Account_Name"
    case "Reporting_To": return "Reporting_To.Full_Name"
    default: return nil
    }
  }
}

extension JSONNode {
  /// A text, or the texts of an array.
  fileprivate var texts: String? {
    if let text { return text }
    if let flag { return flag ? "true" : "false" }
    guard let elements, !elements.isEmpty else { return nil }
    return elements.compactMap { $0.text ?? $0["name"]?.text }.joined(separator: ";")
  }
}
