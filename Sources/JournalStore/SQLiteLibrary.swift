import GRDBSQLite

/// The SQLite that this process runs with.
package enum SQLiteLibrary {
  /// Its version, such as `3.40.1`; that of the loaded library, not of its header.
  package static var version: String { String(cString: sqlite3_libversion()) }
}
