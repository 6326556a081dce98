package import ImportEngine
package import Reporting

/// Where reports go and answers come from.
package protocol Console: Sendable {
  /// How output is to look now: width, colour, whether it is a terminal.
  var style: OutputStyle { get }
  /// Writes to both streams, each text as it is.
  func show(_ output: RenderedOutput) async
  /// A line that the next one may replace at a terminal.
  func progress(_ text: Text) async
  /// Begins a round of `watch`: where the terminal can, what was shown since the round before began is
  /// wiped, and this one stands in its place.
  func beginRound() async
  /// Leaves what the last round showed where it stands.
  func endRounds() async
  /// A line of its own on standard error, beside work whose progress goes on being shown.
  func note(_ text: Text) async
  /// Asks in one line; nil when nobody can answer (no terminal, end of input, `^C`).
  func ask(_ question: Text) async -> String?
  /// The same for a secret: what is typed does not show, and is not kept.
  func askSecret(_ question: Text) async -> Secret?
}

/// Offsets of time zones; an adapter knows the tables.
package protocol TimeZones: Sendable {
  /// Seconds east of UTC in an IANA zone at an instant; nil for a zone it doesn't know.
  func offset(of zone: String, at seconds: Int64) -> Int64?
  /// Seconds east of UTC where this machine's clock is, at an instant.
  func offset(at seconds: Int64) -> Int64
}

/// Who runs this process, for the journal.
package struct Operator: Hashable, Sendable {
  /// The operating system's user.
  package let osUser: String
  /// The machine's own name.
  package let host: String
  /// crmsh's version.
  package let version: String

  package init(osUser: String, host: String, version: String) {
    self.osUser = osUser
    self.host = host
    self.version = version
  }
}
