import CRMShell
import ImportEngine
import LineEditing

/// Where lines typed at the prompt are kept: one file for each place in the state directory.
struct HistoryFolder: LineHistory {
  /// The state directory.
  let directory: String

  /// The file of a place. Names of sign-ins hold letters, digits and `-._` alone.
  func file(of place: String?) -> String {
    "\(directory)/history" + (place.map { "-\($0)" } ?? "")
  }

  func lines(of place: String?, limit: Int) throws(FileFailure) -> [TypedLine] {
    let path = file(of: place)
    do throws(HistoryFailure) {
      return try HistoryFile(path: path).load(limit: limit).map { TypedLine($0.text, at: $0.time) }
    } catch {
      throw .unreadable(path: path, reason: error.reason)
    }
  }
}
