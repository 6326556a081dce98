import ImportEngine
import Reporting

extension ServerCode {
  /// What the codes mean that servers answered a run with, each once; nil where none is known. The
  /// servers' own words stand with the people and calls, with the trace by which Zoho finds them.
  static func table(explaining report: RunReport) -> Table? {
    var known: [ServerCode] = []
    for code in report.people.flatMap(all) where !known.contains(code) { known.append(code) }
    guard !known.isEmpty else { return nil }
    var table = Table(
      key: "codes",
      columns: [
        Column("code"), Column("happened", isFlexible: true, shortest: 20),
        Column("whose", isFlexible: true), Column("next", isFlexible: true, shortest: 20),
      ], caption: "What the servers' codes mean")
    for code in known {
      table.append([
        .text(code.code), .text(code.happened), .text(code.fault.rawValue), .text(code.remedy),
      ])
    }
    return table
  }

  private static func all(of person: ReportedPerson) -> [ServerCode] {
    let words =
      person.calls.compactMap(\.outcome).flatMap { [$0.code, $0.message] }
      + [person.result?.code, person.result?.message].compactMap { $0 }
    return words.compactMap { ServerCode(in: $0) }
  }
}
