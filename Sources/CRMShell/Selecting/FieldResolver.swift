import CommandLanguage
import ImportModel

/// Finds the field that a name means: the one place of unknown and ambiguous fields.
struct FieldResolver {
  let schemas: CRMSchemas
  /// The kinds that are asked about; a field that any of them has will do.
  let modules: Set<CRMModule>
  /// Whether only CRM's own fields and the id can be asked.
  var isOfCRMOnly = false

  /// The field that a name means; refusals name the kind or the side that has it.
  func field(_ written: FieldSyntax) throws(Stop) -> FilterField {
    let parts = written.parts.map { lowercased($0) }
    let name = parts.dropFirst().joined(separator: ".")
    switch parts.first {
    case "crm" where parts.count > 1: return try crmField(name, written)
    case "portal" where parts.count > 1:
      if let field = FieldNames.portal[name] { return try joined(field, written) }
    case "plan" where parts.count > 1:
      if let field = FieldNames.plan[name] { return try joined(field, written) }
    default: return try crmField(parts.joined(separator: "."), written)
    }
    throw .refusal(
      .unknownField(
        written.parts.joined(separator: "."),
        suggestions: Suggestions.nearest(to: parts.joined(separator: "."), in: FieldNames.joined)),
      at: written.span)
  }

  private func joined(_ field: FilterField, _ written: FieldSyntax) throws(Stop) -> FilterField {
    guard isOfCRMOnly else { return field }
    throw .refusal(.fieldNotOfCRM(written.parts.joined(separator: ".")), at: written.span)
  }

  private func crmField(_ name: String, _ written: FieldSyntax) throws(Stop) -> FilterField {
    let isBare = written.parts.count == 1
    if isBare, !isOfCRMOnly, let candidates = FieldNames.onBothSides[name] {
      throw .refusal(.ambiguousField(name, candidates: candidates), at: written.span)
    }
    if name == "id" { return .id }
    let name = FieldNames.apiName(name, in: schemas)
    if name == "kind", isBare { return try joined(.kind, written) }
    if let place = schemas.place(of: name, in: modules) { return .crm(place) }
    let whole = written.parts.joined(separator: ".")
    if schemas.place(of: name, in: Set(CRMModule.allCases)) != nil {
      throw .refusal(
        .fieldOfOtherKind(
          whole, asked: CRMModule.allCases.first(where: modules.contains) ?? .users,
          having: CRMModule.allCases.filter { schemas.place(of: name, in: [$0]) != nil }),
        at: written.span)
    }
    let known =
      CRMModule.allCases.filter(modules.contains).flatMap { schemas[$0].fields.map(\.apiName) }
      + (isOfCRMOnly ? [] : FieldNames.joined)
    throw .refusal(
      .unknownField(whole, suggestions: qualified(near: name, in: known, isBare: isBare)),
      at: written.span)
  }

  /// The fields whose names are near, each so that it is not refused as one of both sides.
  private func qualified(near name: String, in known: [String], isBare: Bool) -> [String] {
    var seen: Set<String> = []
    let names = Suggestions.nearest(to: name, in: known).flatMap { near -> [String] in
      guard !isOfCRMOnly, let sides = FieldNames.onBothSides[lowercased(near)] else {
        return [near]
      }
      return isBare ? sides : ["crm.\(near)"]
    }
    return Array(names.filter { seen.insert($0).inserted }.prefix(3))
  }
}
