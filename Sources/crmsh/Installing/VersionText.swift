import CBuildFacts
import JournalStore
import LineEditing

/// What `crmsh --version` says. The first line is for programs and never has more than name and version.
enum VersionText {
  static let current = text(
    commit: String(cString: cbf_commit()), swift: String(cString: cbf_swift()),
    packages: String(cString: cbf_packages()))

  /// Empty facts are those that the build was not told.
  private static func text(commit: String, swift: String, packages: String) -> String {
    func told(_ fact: String) -> String {
      fact.isEmpty ? "unknown, not built by scripts/build" : fact
    }
    return """
      crmsh \(Crmsh.version)
      commit: \(told(commit))
      Swift: \(told(swift))
      SQLite: \(SQLiteLibrary.version)
      libedit: interface \(LineEditLibrary.interface)
      packages: \(told(packages))
      """
  }
}
