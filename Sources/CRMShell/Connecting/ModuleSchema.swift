import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

/// The fields of a module as CRM describes them to this sign-in.
struct ModuleSchema {
  /// The most fields that CRM tells in one answer. [C] OAS26 record
  private static let mostFields = 50

  /// Those every organisation has, and behind them the organisation's own.
  var fields: PeopleSchema
  /// Of those every organisation has, the ones that the sign-in may not see: they come as empty.
  private(set) var hidden: [String] = []
  private var notes: [Block] = []

  /// Only what every organisation has, where CRM does not tell its fields.
  init(_ module: CRMModule, unknown words: String) {
    fields = CRMSchemas()[module]
    notes = [.notice(.note, "own fields of \(module.word) are not known: \(words)")]
  }

  init(_ module: CRMModule, _ described: [FieldDescription]) {
    let standard = CRMSchemas()[module]
    let own = described.filter(\.isCustom).map(\.field)
    let room = max(0, Self.mostFields - Set(standard.fields.map { $0.path[0] }).count)
    fields = standard.adding(Array(own.prefix(room)))
    if own.count > room {
      notes.append(
        .notice(
          .note,
          "CRM tells at most \(Self.mostFields) fields: \(own.count - room) own fields of \(module.word) are left out"
        ))
    }
    // A sign-in that is told nothing at all is told nothing of what is hidden either.
    guard !described.isEmpty else { return }
    let seen = Set(described.map { lowercased($0.apiName) })
    for field in standard.fields where !seen.contains(lowercased(field.path[0])) {
      if !hidden.contains(field.path[0]) { hidden.append(field.path[0]) }
    }
  }

  /// What there is to say, to a filter too that asks for what is hidden.
  func notes(of filter: FilterSyntax?, _ module: CRMModule) -> [Block] {
    guard !hidden.isEmpty else { return notes }
    var all = notes
    all.append(
      .notice(
        .note,
        "CRM does not show this sign-in \(hidden.joined(separator: ", ")) of \(module.word): they are empty here"
      ))
    let asked = (filter?.fieldNames ?? []).filter { name in
      hidden.contains { lowercased($0) == lowercased(name) }
    }
    if !asked.isEmpty {
      all.append(
        .notice(
          .warning,
          "the filter asks for \(asked.joined(separator: ", ")), which CRM hides from this sign-in: it was taken as empty"
        ))
    }
    return all
  }
}

extension Interpreter {
  /// The module's fields as CRM describes them.
  func schema(of module: CRMModule, _ crm: any CRMService) async throws(Stop) -> ModuleSchema {
    do throws(ServiceFailure) {
      return ModuleSchema(module, try await crm.fields(of: module))
    } catch .scope(let words) {
      return ModuleSchema(module, unknown: words)
    } catch .refused(let title, let message, _) {
      return ModuleSchema(module, unknown: "\(title) \(message)")
    } catch {
      throw .service(error)
    }
  }
}

extension FilterSyntax {
  /// The names of the fields it asks for, without what stands before or behind a dot.
  fileprivate var fieldNames: [String] {
    switch self {
    case .all(let parts), .any(let parts): parts.flatMap(\.fieldNames)
    case .not(let part, _): part.fieldNames
    case .test(let field, _, _):
      Array(
        (lowercased(field.parts.first ?? "") == "crm" ? field.parts.dropFirst() : field.parts[...])
          .prefix(1))
    }
  }
}
