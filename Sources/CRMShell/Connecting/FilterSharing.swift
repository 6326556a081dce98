import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

/// Which part of a filter CRM can be asked, and which is evaluated here alone.
struct FilterSharing {
  let module: CRMModule
  /// Nil: there is no filter.
  var asked: [FilterSyntax]?
  var kept: [FilterSyntax] = []

  /// What there is to say once the records were read.
  func notes(_ reading: RecordReading) -> [Block] {
    guard let asked else { return [] }
    guard !asked.isEmpty, reading.ways.contains(.queries) || reading.ways.isEmpty else {
      return [
        .notice(.note, "the whole filter was evaluated here, over all \(module.word) of CRM")
      ]
    }
    let words = asked.map(\.sourceForm).joined(separator: " and ")
    guard !kept.isEmpty else { return [.notice(.note, "CRM was asked for the filter: \(words)")] }
    let rest = kept.map(\.sourceForm).joined(separator: " and ")
    return [.notice(.note, "CRM was asked for \(words); evaluated here: \(rest)")]
  }
}

extension Interpreter {
  /// How a filter is shared between CRM and us.
  func sharing(
    of filter: FilterSyntax?, of module: CRMModule, _ schema: ModuleSchema, _ context: EditContext
  ) throws(Stop) -> FilterSharing {
    var sharing = FilterSharing(module: module)
    guard let filter else { return sharing }
    sharing.asked = []
    let query = RecordQuery(module, schema: schema.fields, hidden: Set(schema.hidden))
    for part in filter.conjuncts {
      if try lowered(part, of: module, schema.fields, context)?.canBeAsked(in: query) == true {
        sharing.asked?.append(part)
      } else {
        sharing.kept.append(part)
      }
    }
    return sharing
  }
}

extension FilterSyntax {
  /// The parts that must all hold.
  fileprivate var conjuncts: [FilterSyntax] {
    if case .all(let parts) = self { parts.flatMap(\.conjuncts) } else { [self] }
  }
}
