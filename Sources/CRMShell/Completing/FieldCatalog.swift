import CommandLanguage
import ImportModel

/// The fields as Tab offers them, each by a name that is not refused.
struct FieldCatalog {
  private let schema: PeopleSchema

  /// The fields of a schema and the joined ones.
  init(_ schema: PeopleSchema) { self.schema = schema }

  /// CRM's fields, bare unless the portal has one of that name too, then the joined ones.
  var names: [(name: String, field: FilterField)] {
    let crm: [(name: String, field: FilterField)] = schema.fields.indices.map { index in
      let field = schema.fields[index]
      let isAmbiguous = FieldNames.onBothSides[field.key] != nil
      return ((isAmbiguous ? "crm." : "") + field.apiName, .crm(index))
    }
    let joined: [(name: String, field: FilterField)] = FieldNames.joined.compactMap { name in
      field(name.split(separator: ".").map(String.init)).map { (name, $0) }
    }
    return crm + joined
  }

  /// The field that was written, or nil when there is none or it could be two.
  func field(_ parts: [String]) -> FilterField? {
    do throws(Stop) {
      let written = FieldSyntax(parts: parts, span: Span(0, 0))
      return try FieldResolver(schema: schema).field(written)
    } catch {
      // While a line is being typed a name may still be wrong: nothing is offered for it.
      return nil
    }
  }

  /// What the field's values are.
  func type(of field: FilterField?) -> FieldType {
    if case .crm(let index) = field { schema.fields[index].type } else { .text }
  }

  /// What the field holds, in a few words; `examples` are frequent values of it.
  func description(of field: FilterField, examples: [String]) -> String {
    switch field {
    case .crm(let index):
      switch schema.fields[index].type {
      case .text: "text"
      case .choice: (["text"] + examples).joined(separator: ", ")
      case .flag: "true or false"
      case .time: "time, e.g. > -30d"
      }
    case .id: "Zoho's id"
    case .kind: "what they are in CRM"
    case .portalStatus: "absent, or what they are in the portal"
    case .portalRole: "role in the portal"
    case .portalProfile: "profile in the portal"
    case .portalProjects: "projects they are in"
    case .planRole: "role staged for them"
    case .planProfile: "profile staged for them"
    case .planProjects: "projects staged for them"
    case .planChange: "what import would do"
    case .planReason: "why they are blocked"
    }
  }
}

extension SessionAssistant {
  /// The fields of what was fetched, or of CRM users in general.
  var catalog: FieldCatalog { FieldCatalog(fetched?.directory.schema ?? .users) }

  /// The fields of these kinds; those of contacts are not fetched, hence not known.
  func fieldOffers(of kinds: [PeopleKind], _ typed: TypedWord) -> [Offer] {
    guard kinds != [.contacts] else { return [] }
    let catalog = catalog
    let namesSide = lowercased(typed.text).hasPrefix("crm.")
    return catalog.names.map { name, field in
      let detail = catalog.description(of: field, examples: examples(of: field))
      let last = name.split(separator: ".").last.map(String.init) ?? name
      guard name == last else {
        return Offer.literal(name, detail: detail).found(by: [name, last])
      }
      let isCRM = if case .crm = field { true } else { false }
      let written = namesSide && isCRM ? "crm.\(name)" : name
      return Offer.literal(written, detail: detail).found(by: [written])
    }
  }

  private func examples(of field: FilterField) -> [String] {
    guard case .crm(let index) = field, let directory = fetched?.directory,
      directory.schema.fields[index].type == .choice
    else { return [] }
    let values = directory.values(of: directory.schema.fields[index].apiName).prefix(3)
    return values.isEmpty ? [] : ["e.g. " + values.map(\.value).joined(separator: ", ")]
  }

  /// The signs that suit the field, each with a word for it.
  func comparisonOffers(for field: FieldSyntax) -> [Offer] {
    let signs: [(Comparison, String)]
    switch catalog.type(of: catalog.field(field.parts)) {
    case .time:
      signs = [
        (.less, "before"), (.lessOrEqual, "not after"), (.greater, "after"),
        (.greaterOrEqual, "not before"), (.equal, "on that day"), (.notEqual, "not on that day"),
      ]
    case .flag: signs = [(.equal, "is"), (.notEqual, "is not")]
    case .text, .choice:
      signs = [
        (.equal, "equals, in any case"), (.notEqual, "differs, or is empty"),
        (.glob, "fits a glob, e.g. \"*man*\""), (.pattern, "fits a regular expression"),
        (.less, "sorts before"), (.lessOrEqual, "sorts before, or equals"),
        (.greater, "sorts after"), (.greaterOrEqual, "sorts after, or equals"),
      ]
    }
    return signs.map { .literal($0.rawValue, detail: $1) }
  }
}
