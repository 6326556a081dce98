import CommandLanguage
import ImportModel
import Reporting

/// What `list` and `count` take: a thing or people, and how to narrow and order them.
enum ListForm {
  static let selector = Parameter<SelectorSyntax>.selector("selector")
  static let filter = Parameter<FilterSyntax>.filter("where")
  static let order = Parameter<FieldSyntax>.field("by")
  static let limit = Parameter<Int>.number("limit", label: "N", range: 0...10_000_000)
  static let columns = Parameter<[FieldSyntax]>.fields("columns")

  /// The things besides people, each with its description.
  static let things: [(name: String, summary: String)] = [
    ("accounts", "CRM accounts that were fetched"), ("customers", "the portal's customers"),
    ("projects", "the portal's projects"), ("roles", "the portal's roles"),
    ("profiles", "the portal's profiles"), ("portals", "the portals of this account"),
    ("portal", "everybody in the portal"), ("plan", "the staged plan"),
    ("runs", "past imports"), ("licences", "licences by kind"),
  ]

  /// What is meant, and which of that.
  static var countedSyntax: Syntax {
    .sequence([
      .optional(
        .choice(
          things.map { .keyword($0.name, flag: $0.name, summary: $0.summary) }
            + [selector.syntax])),
      .optional(
        .sequence([.keyword("where", flag: nil, summary: "only these"), filter.syntax])),
    ])
  }

  static var syntax: Syntax {
    .sequence([
      countedSyntax,
      .optional(
        .sequence([
          .keyword("by", flag: nil, summary: "order by a field"), order.syntax,
          .optional(.keyword("desc", flag: "desc", summary: "largest first")),
        ])),
      .optional(
        .sequence([.keyword("limit", flag: nil, summary: "at most so many"), limit.syntax])),
      .optional(
        .sequence([.keyword("columns", flag: nil, summary: "these fields"), columns.syntax])),
    ])
  }

  /// The thing that was named; nil: people.
  static func thing(_ arguments: Arguments) -> String? {
    things.first { arguments.has($0.name) }?.name
  }

  /// The people meant, in order, cut to the limit; `total` before the cut.
  static func people(
    _ arguments: Arguments, _ session: Session, _ context: EditContext
  ) throws(Stop) -> PeopleOfList {
    let resolver = try SelectorResolver(session, context)
    let (resolved, modules) = try meant(arguments, resolver)
    let total = resolver.fetched.directory.people(in: resolved.rows)
    var rows = Array(resolved.rows)
    if let order = arguments[order] {
      let field = try column(order, resolver, modules).field
      rows = RowOrder(field: field, descending: arguments.has("desc"))
        .sorted(rows, of: resolver.people, limit: arguments[limit])
    } else if let limit = arguments[limit] {
      rows = Array(rows.prefix(limit))
    }
    return PeopleOfList(
      resolver: resolver, rows: rows, total: total, modules: modules, notes: resolved.notes)
  }

  /// The people meant, each once, and the kinds asked for.
  static func meant(
    _ arguments: Arguments, _ resolver: SelectorResolver
  ) throws(Stop) -> (Resolved, modules: Set<CRMModule>) {
    var resolved = Resolved(rows: resolver.fetched.directory.rows(of: .user))
    if let selector = arguments[selector] { resolved = try resolver.resolve(selector) }
    resolved.rows = PersonsOfRows(resolved.rows, resolver.people).once
    let modules = arguments[selector]?.kinds ?? modules(resolved.rows, resolver)
    if let filter = arguments[filter] {
      let lowered = try resolver.lowering(over: modules).lower(filter)
      resolved.rows = resolver.people.rows(
        matching: lowered, in: resolved.rows, isCancelled: resolver.isCancelled)
    }
    return (resolved, modules)
  }

  /// What a column or an order names: a field, else the title of a column that is shown anyway.
  static func column(
    _ written: FieldSyntax, _ resolver: SelectorResolver, _ modules: Set<CRMModule>
  ) throws(Stop) -> (title: String?, field: FilterField) {
    do throws(Stop) {
      return (nil, try resolver.lowering(over: modules).field(written))
    } catch {
      let standard = PeopleColumns(
        schemas: resolver.fetched.directory.schemas, modules: modules)
      guard let column = standard.field(titled: written) else { throw error }
      return (column.name, column.field)
    }
  }

  /// The kinds of people among some rows; users where there is nobody.
  private static func modules(_ rows: RowSet, _ resolver: SelectorResolver) -> Set<CRMModule> {
    let kinds = PersonKind.allCases.filter {
      !rows.intersection(resolver.fetched.directory.rows(of: $0)).isEmpty
    }
    return kinds.isEmpty ? [.users] : Set(kinds.map(\.module))
  }
}

/// The people of a list.
struct PeopleOfList {
  let resolver: SelectorResolver
  /// Each person once, in order, cut to the limit.
  let rows: [Int]
  /// Before the cut.
  let total: Int
  /// The kinds asked for: they decide which columns there are, whoever was found.
  let modules: Set<CRMModule>
  let notes: [Block]
}

extension SelectorSyntax {
  /// The kinds of people it names; nil where only its people tell.
  fileprivate var kinds: Set<CRMModule>? {
    switch self {
    case .kind(.users, _, _, _): return [.users]
    case .kind(.contacts, _, _, _), .account: return [.contacts]
    case .kind(.people, _, _, _): return [.users, .contacts]
    case .difference(let left, _): return left.kinds
    case .union(let parts):
      var all: Set<CRMModule> = []
      for part in parts {
        guard let kinds = part.kinds else { return nil }
        all.formUnion(kinds)
      }
      return all
    default: return nil
    }
  }
}
