import CommandLanguage
import ImportModel
import Reporting

/// The people a selector means, and what there is to say about how it was resolved.
struct Resolved: Sendable {
  var rows: RowSet
  /// The fields that decided, for people's reasons.
  var fields: [FilterField] = []
  /// E.g. addresses of a list that CRM doesn't have.
  var notes: [Block] = []

  init(rows: RowSet, fields: [FilterField] = [], notes: [Block] = []) {
    self.rows = rows
    self.fields = fields
    self.notes = notes
  }

  func joined(with other: Resolved, _ operation: (RowSet, RowSet) -> RowSet) -> Resolved {
    var fields = self.fields
    for field in other.fields where !fields.contains(field) { fields.append(field) }
    return Resolved(
      rows: operation(rows, other.rows), fields: fields, notes: notes + other.notes)
  }

  /// The same, with a word on it where a selector that could mean somebody meant nobody.
  func tellingNobody(_ selector: SelectorSyntax) -> Resolved {
    guard rows.isEmpty else { return self }
    if case .none = selector { return self }
    var told = self
    told.notes.insert(
      .notice(.note, "nobody matches \(selector.sourceForm.shortened(to: 200))"), at: 0)
    return told
  }
}
