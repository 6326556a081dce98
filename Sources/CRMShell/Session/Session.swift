import ImportEngine
package import ImportModel

/// People frozen by a `select` line.
package struct Selection: Hashable, Sendable {
  private let frozen: FrozenRows
  /// The fields that decided; their values become part of a person's reason.
  package let fields: [FilterField]
  package let origin: Origin

  package init(rows: RowSet, fields: [FilterField], origin: Origin) {
    frozen = FrozenRows(rows)
    self.fields = fields
    self.origin = origin
  }

  /// Rows of the directory that the session holds.
  package var rows: RowSet { frozen.rows }

  /// How many rows.
  package var count: Int { frozen.count }

  /// Adds what it takes to what is counted.
  func count(in held: inout HeldMemory) { frozen.count(in: &held) }
}

/// Everything `undo` restores, and nothing else.
package struct Session: Equatable, Sendable {
  /// Nil until the first `select`.
  package var selection: Selection?
  /// Selections kept by `select … as NAME`, by name.
  package var saved = SavedSelections()
  package var plan = Plan()

  package init() {}

  /// Adds what it takes to what is counted.
  func count(in held: inout HeldMemory) {
    selection?.count(in: &held)
    saved.count(in: &held)
    plan.count(in: &held)
  }
}

/// What was fetched; `connect` and `refresh` set it, `undo` leaves it alone.
package struct Fetched: Equatable, Sendable {
  /// What was connected to, as the user named it, e.g. `sandbox`.
  package let target: String
  package var directory: Directory
  package var portal: Portal
  package var caller: CRMCaller
  package var organisation: CRMOrganisation
  /// Whom to ask when the caller is no administrator: active ones, up to five.
  package let administrators: [CRMCaller]
  /// How much of contacts and accounts stands in the directory.
  package var coverage: Coverage
  /// Seconds since 1970.
  package var fetchedAt: Int64
  /// Scopes of imports that the sign-in was not granted; empty where that is not known.
  var ungranted: [NeededScope] = []

  package init(
    target: String, directory: Directory, portal: Portal, caller: CRMCaller,
    organisation: CRMOrganisation, administrators: [CRMCaller], coverage: Coverage = Coverage(),
    fetchedAt: Int64
  ) {
    self.target = target
    self.directory = directory
    self.portal = portal
    self.caller = caller
    self.organisation = organisation
    self.administrators = administrators
    self.coverage = coverage
    self.fetchedAt = fetchedAt
  }
}
