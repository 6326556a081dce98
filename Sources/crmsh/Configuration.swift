import FileSources
import Glibc
import ImportEngine
import ImportModel

/// The file `config` of the configuration directory: `credential-helper = /absolute/path`. It decides who
/// gets secrets, so it must be ours, or root's, and nobody else may write to it.
struct Configuration {
  /// The program that keeps secrets; nil: crmsh's own file does.
  private(set) var credentialHelper: String?

  /// Whether a folder is there.
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Reads it; where there is none nothing is set.
  static func read(in directory: String, home: String) throws(SignInFailure) -> Configuration {
    let path = "\(directory)/config"
    var configuration = Configuration()
    let text: String
    do throws(FileFailure) {
      text = try LocalFiles(home: home).script(
        at: path, scope: FileScope(base: directory, confinedTo: nil)
      ).text
    } catch .notFound {
      return configuration
    } catch .unsafe(_, let reason) {
      throw .unsafe(path: path, reason: reason)
    } catch {
      throw .unsafe(path: path, reason: "can't be read as a file of settings")
    }
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let line = line.trimmingBlanks()
      if line.isEmpty || line.hasPrefix("#") { continue }
      let parts = line.split(separator: "=", maxSplits: 1).map { $0.trimmingBlanks() }
      guard parts.count == 2, parts[0] == "credential-helper", !parts[1].isEmpty,
        configuration.credentialHelper == nil
      else { throw .damaged(path: path, line: index + 1) }
      configuration.credentialHelper = parts[1]
    }
    return configuration
  }
}
