import CommandLanguage
import ImportModel
import Reporting

/// Values that a filter asks for and nobody has: the likely reason why it finds nobody.
struct UnknownValues {
  let directory: Directory

  /// A note for each value of a field of few values that no person has, with what there is.
  func notes(of filter: Filter) -> [Block] {
    switch filter {
    case .all(let parts), .any(let parts): parts.flatMap(notes)
    case .not(let part): notes(of: part)
    case .test(.crm(let place), .isOneOf(let wanted)): notes(place, wanted)
    case .test: []
    }
  }

  private func notes(_ place: FieldPlace, _ wanted: Set<String>) -> [Block] {
    let field = directory.schemas.field(at: place)
    guard field.type == .choice else { return [] }
    let known = directory.values(of: place).map(\.value)
    let folded = Set(known.map { lowercased($0) })
    return wanted.subtracting(folded).sorted().map { value in
      let near = Suggestions.nearest(to: value, in: known)
      let shown = near.isEmpty ? Array(known.prefix(6)) : near
      return .notice(
        .note, "nobody's \(field.apiName) is \(value); there are: \(shown.joined(separator: ", "))")
    }
  }
}
