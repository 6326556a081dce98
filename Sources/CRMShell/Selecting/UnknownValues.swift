import CommandLanguage
import ImportModel
import Reporting

/// Values that a filter asks for and nobody has: the likely reason why it finds nobody.
struct UnknownValues {
  let directory: Directory

  /// A note for each value of a field of few values that no person has, with what there is.
  /// The values stand as they were written in `syntax`.
  func notes(of filter: Filter, written syntax: FilterSyntax) -> [Block] {
    notes(of: filter, Dictionary(syntax.words.map { (lowercased($0), $0) }) { first, _ in first })
  }

  private func notes(of filter: Filter, _ written: [String: String]) -> [Block] {
    switch filter {
    case .all(let parts), .any(let parts): parts.flatMap { notes(of: $0, written) }
    case .not(let part): notes(of: part, written)
    case .test(.crm(let place), .isOneOf(let wanted)): notes(place, wanted, written)
    case .test: []
    }
  }

  private func notes(
    _ place: FieldPlace, _ wanted: Set<String>, _ written: [String: String]
  ) -> [Block] {
    let field = directory.schemas.field(at: place)
    guard field.type == .choice else { return [] }
    let known = directory.values(of: place).map(\.value)
    let folded = Set(known.map { lowercased($0) })
    return wanted.subtracting(folded).sorted().map { value in
      let near = Suggestions.nearest(to: value, in: known)
      let shown = near.isEmpty ? Array(known.prefix(6)) : near
      return .notice(
        .note,
        "nobody's \(field.apiName) is \(written[value] ?? value); there are: \(shown.joined(separator: ", "))"
      )
    }
  }
}

extension FilterSyntax {
  /// The values it compares with, as they were written.
  fileprivate var words: [String] {
    switch self {
    case .all(let parts), .any(let parts): parts.flatMap(\.words)
    case .not(let part, _): part.words
    case .test(_, .compare(_, let word), _): [word.text]
    case .test(_, .isIn(let words, _), _): words.map(\.text)
    case .test(_, .isEmpty, _): []
    }
  }
}
