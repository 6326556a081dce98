import CommandLanguage
import ImportModel

/// The fields as Tab offers them, each by a name that is not refused.
struct FieldCatalog {
  private let fields: FieldResolver

  /// The fields of these kinds and the joined ones; CRM's alone where nothing else can be asked.
  init(_ schemas: CRMSchemas, _ modules: Set<CRMModule>, isOfCRMOnly: Bool = false) {
    fields = FieldResolver(schemas: schemas, modules: modules, isOfCRMOnly: isOfCRMOnly)
  }

  /// CRM's fields, bare unless the portal has one of that name too, then the joined ones.
  var names: [(name: String, field: FilterField)] {
    var seen: Set<String> = []
    let modules = CRMModule.allCases.filter(fields.modules.contains)
    let crm = modules.flatMap { fields.schemas[$0].fields }
      .compactMap { field -> (name: String, field: FilterField)? in
        guard seen.insert(field.key).inserted,
          let place = fields.schemas.place(of: field.apiName, in: fields.modules)
        else { return nil }
        let isAmbiguous = !fields.isOfCRMOnly && FieldNames.onBothSides[field.key] != nil
        return ((isAmbiguous ? "crm." : "") + field.apiName, .crm(place))
      }
    guard !fields.isOfCRMOnly else { return crm }
    let joined: [(name: String, field: FilterField)] = FieldNames.joined.compactMap { name in
      field(name.split(separator: ".").map(String.init)).map { (name, $0) }
    }
    return crm + joined
  }

  /// The field that was written, or nil when there is none or it could be two.
  func field(_ parts: [String]) -> FilterField? {
    do throws(Stop) {
      return try fields.field(FieldSyntax(parts: parts, span: Span(0, 0)))
    } catch {
      // While a line is being typed a name may still be wrong: nothing is offered for it.
      return nil
    }
  }

  /// What the field's values are.
  func type(of field: FilterField?) -> FieldType {
    if case .crm(let place) = field { fields.schemas.field(at: place).type } else { .text }
  }

  /// The kind that has a field where others of those asked about lack it.
  private func owner(of place: FieldPlace) -> String {
    guard fields.modules.count > 1 else { return "" }
    let having = CRMModule.allCases.filter { place[$0] != nil }
    return having.count == 1 ? "of \(having[0].word), " : ""
  }

  /// What the field holds, in a few words; `examples` are frequent values of it.
  func description(of field: FilterField, examples: [String]) -> String {
    switch field {
    case .crm(let place):
      switch fields.schemas.field(at: place).type {
      case .text: "\(owner(of: place))text"
      case .choice: owner(of: place) + (["text"] + examples).joined(separator: ", ")
      case .flag: "\(owner(of: place))true or false"
      case .time: "\(owner(of: place))time, e.g. > -30d"
      }
    case .id: "Zoho's id"
    case .kind: "what they are in CRM"
    case .portalStatus: "absent, or what they are in the portal"
    case .portalRole: "role in the portal"
    case .portalProfile: "profile in the portal"
    case .portalProjects: "projects they are in"
    case .portalCustomer: "whose client user they are in the portal"
    case .planCustomer: "customer staged for them"
    case .planRole: "role staged for them"
    case .planProfile: "profile staged for them"
    case .planProjects: "projects staged for them"
    case .planChange: "what import would do"
    case .planReason: "why they are blocked"
    }
  }
}

extension SessionAssistant {
  /// The fields of these kinds, of what was fetched or of CRM in general; what `fetch` can ask for
  /// where that is typed.
  func catalog(of kinds: [PeopleKind]) -> FieldCatalog {
    let schemas = fetched?.directory.schemas ?? CRMSchemas()
    if let fetching { return FieldCatalog(schemas, [fetching], isOfCRMOnly: true) }
    return FieldCatalog(schemas, modules(of: kinds))
  }

  /// The kinds of people that a filter over these is about.
  func modules(of kinds: [PeopleKind]) -> Set<CRMModule> {
    switch kinds {
    case [.users]: [.users]
    case [.contacts]: [.contacts]
    case [] where !listing.isEmpty: listing
    case [] where !filtering.isEmpty: filtering
    case []: fetched?.coverage.contacts == .nothing ? [.users] : [.users, .contacts]
    default: [.users, .contacts]
    }
  }

  /// The fields of these kinds; of whatever can be listed when none is named.
  func fieldOffers(of kinds: [PeopleKind], _ typed: TypedWord) -> [Offer] {
    let catalog = catalog(of: kinds)
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

  /// The titles of the columns that a list shows anyway, where they are no names of fields.
  var columnOffers: [Offer] {
    guard !listing.isEmpty else { return [] }
    let schemas = fetched?.directory.schemas ?? CRMSchemas()
    let catalog = FieldCatalog(schemas, listing)
    return PeopleColumns(schemas: schemas, modules: listing).fields
      .filter { catalog.field([$0.name]) == nil }
      .map { .literal($0.name, detail: catalog.description(of: $0.field, examples: [])) }
  }

  private func examples(of field: FilterField) -> [String] {
    guard case .crm(let place) = field, let directory = fetched?.directory,
      directory.schemas.field(at: place).type == .choice
    else { return [] }
    let values = values(of: place, in: directory).prefix(3)
    return values.isEmpty ? [] : ["e.g. " + values.map(\.value).joined(separator: ", ")]
  }

  /// The signs that suit the field, each with a word for it.
  func comparisonOffers(for field: FieldSyntax) -> [Offer] {
    let signs: [(Comparison, String)]
    let catalog = catalog(of: [.people])
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
