import Foundation
import Glibc

/// The names of files, for Tab.
enum PathNames {
  /// Paths that begin as typed, folders with a slash at their end; at most 200, sorted.
  static func matching(_ typed: String) -> [String] {
    let slash = typed.lastIndex(of: "/").map { typed.index(after: $0) } ?? typed.startIndex
    let (folder, start) = (typed[..<slash], typed[slash...])
    var place = folder.isEmpty ? "." : String(folder)
    if place.hasPrefix("~/"), let home = ProcessSetup.environment("HOME") {
      place = home + place.dropFirst()
    }
    guard let stream = opendir(place) else { return [] }
    defer { closedir(stream) }
    var found: [String] = []
    while found.count < 200, let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard name.hasPrefix(start), name != ".", name != "..",
        !name.hasPrefix(".") || start.hasPrefix(".")
      else { continue }
      let isFolder = entry.pointee.d_type == DT_DIR
      found.append(folder + name + (isFolder ? "/" : ""))
    }
    return found.sorted()
  }
}

/// The folder that the history lies in.
enum StateDirectory {
  /// Whether it is a folder of ours or root's that nobody else may write to.
  static func isOurs(_ path: String) -> Bool {
    let folder = URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false)
    guard let facts = try? FileManager.default.attributesOfItem(atPath: folder),
      facts[.type] as? FileAttributeType == .typeDirectory,
      let mode = facts[.posixPermissions] as? NSNumber,
      let owner = facts[.ownerAccountID] as? NSNumber
    else { return false }
    return mode.intValue & 0o022 == 0 && [0, geteuid()].contains(owner.uint32Value)
  }

  /// Makes the folder and those above it, for us alone; false when it can't be had.
  static func make(_ path: String) -> Bool {
    var made = ""
    for part in path.split(separator: "/") {
      made += "/" + part
      if mkdir(made, 0o700) != 0, errno != EEXIST { return false }
    }
    return true
  }
}
