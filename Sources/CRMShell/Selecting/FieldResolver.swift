import CommandLanguage
import ImportModel

/// Finds the field that a name means: the one place of unknown and ambiguous fields.
struct FieldResolver {
  let schema: PeopleSchema

  /// The field that a name means; refusals name the kind or the side that has it.
  func field(_ written: FieldSyntax) throws(Stop) -> FilterField {
    let parts = written.parts.map { lowercased($0) }
    let name = parts.dropFirst().joined(separator: ".")
    switch parts.first {
    case "crm" where parts.count > 1: return try crmField(name, written)
    case "portal" where parts.count > 1:
      if let field = FieldNames.portal[name] { return field }
    case "plan" where parts.count > 1:
      if let field = FieldNames.plan[name] { return field }
    default: return try crmField(parts.joined(separator: "."), written)
    }
    throw .refusal(
      .unknownField(
        written.parts.joined(separator: "."),
        suggestions: Suggestions.nearest(to: parts.joined(separator: "."), in: FieldNames.joined)),
      at: written.span)
  }

  private func crmField(_ name: String, _ written: FieldSyntax) throws(Stop) -> FilterField {
    let isBare = written.parts.count == 1
    if isBare, let candidates = FieldNames.onBothSides[name] {
      throw .refusal(.ambiguousField(name, candidates: candidates), at: written.span)
    }
    if name == "id" { return .id }
    if name == "kind", isBare { return .kind }
    if let index = schema.index(of: name) { return .crm(index) }
    if FieldNames.contacts.contains(name) {
      throw .refusal(.fieldOfContacts(written.parts.joined(separator: ".")), at: written.span)
    }
    let known = schema.fields.map(\.apiName) + FieldNames.joined
    throw .refusal(
      .unknownField(
        written.parts.joined(separator: "."), suggestions: Suggestions.nearest(to: name, in: known)),
      at: written.span)
  }
}
