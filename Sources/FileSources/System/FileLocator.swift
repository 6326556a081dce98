import ImportEngine
import Glibc

/// A name in a folder that is held open, so that nothing can be put in its place.
struct LocatedFile: ~Copyable {
  let folder: OpenFile
  let name: String
  /// Absolute, links resolved.
  let path: String
}

/// Finds where a path leads and whether it may lead there.
///
/// Links are resolved first; the folder found is then opened from the root down without following
/// any, so a folder that is swapped for a link in between is refused, not followed.
struct FileLocator: Sendable {
  /// What `~` stands for; nil when there is no such folder.
  let home: String?

  /// An existing file, links followed to where it is.
  func existing(_ path: String, scope: FileScope) throws(FileFailure) -> LocatedFile {
    let resolved = try resolve(absolute(path, scope: scope), told: path)
    return try locate(resolved, told: path, scope: scope)
  }

  /// A name that may not exist yet; only its folder's links are followed.
  func target(_ path: String, scope: FileScope) throws(FileFailure) -> LocatedFile {
    let full = try absolute(path, scope: scope)
    let (folder, name) = Self.split(full)
    guard !name.isEmpty, name != ".", name != ".." else { throw .notRegular(path: path) }
    let resolved = try resolve(folder, told: folder)
    return try locate(
      resolved == "/" ? "/\(name)" : "\(resolved)/\(name)", told: path, scope: scope)
  }

  private func absolute(_ path: String, scope: FileScope) throws(FileFailure) -> String {
    guard !path.isEmpty, !path.utf8.contains(0) else { throw .notFound(path: path) }
    if path.hasPrefix("/") { return path }
    guard path == "~" || path.hasPrefix("~/") else { return "\(scope.base)/\(path)" }
    guard let home else { throw .notFound(path: path) }
    return home + path.dropFirst()
  }

  private func resolve(_ path: String, told: String) throws(FileFailure) -> String {
    guard let resolved = Self.realPath(path) else {
      let failure = SystemFailure.last
      switch failure.code {
      case ENOENT, ENOTDIR: throw .notFound(path: told)
      default: throw .unreadable(path: told, reason: failure.reason)
      }
    }
    return resolved
  }

  private static func realPath(_ path: String) -> String? {
    guard let buffer = realpath(path, nil) else { return nil }
    defer { free(buffer) }
    return String(cString: buffer)
  }

  private func locate(_ resolved: String, told: String, scope: FileScope) throws(FileFailure)
    -> LocatedFile
  {
    let (folder, name) = Self.split(resolved)
    guard !name.isEmpty else { throw .notRegular(path: told) }
    if let roots = scope.confinedTo, !isBelow(roots, folder) { throw .notAllowed(path: told) }
    do throws(SystemFailure) {
      var opened = try OpenFile(absolute: "/", flags: OpenFile.pathOnly | O_DIRECTORY)
      for part in folder.split(separator: "/") {
        opened = try OpenFile(
          String(part), in: opened, flags: OpenFile.pathOnly | O_DIRECTORY | O_NOFOLLOW)
      }
      return LocatedFile(folder: opened, name: name, path: resolved)
    } catch {
      switch error.code {
      case ELOOP, ENOTDIR: throw .notAllowed(path: told)
      default: throw .unreadable(path: told, reason: error.reason)
      }
    }
  }

  private func isBelow(_ roots: [String], _ folder: String) -> Bool {
    for root in roots {
      // A folder that isn't there holds nothing.
      guard let resolved = Self.realPath(root) else { continue }
      if resolved == "/" || folder == resolved || folder.hasPrefix("\(resolved)/") { return true }
    }
    return false
  }

  private static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let folder = path[..<slash]
    return (folder.isEmpty ? "/" : String(folder), String(path[path.index(after: slash)...]))
  }
}
