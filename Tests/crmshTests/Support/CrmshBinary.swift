import Foundation
import Testing

/// The program under test, found beside the running test bundle.
enum CrmshBinary {
  /// The path of the program: `CRMSH_BINARY`, else `crmsh` in a folder above the test bundle; nil
  /// when there is none.
  static let path: String? = {
    if let chosen = ProcessInfo.processInfo.environment["CRMSH_BINARY"], !chosen.isEmpty {
      return FileManager.default.isExecutableFile(atPath: chosen) ? chosen : nil
    }
    // The bundle is the test program itself on some systems, an argument of its runner on others.
    let starts = [Bundle.main.executablePath].compactMap { $0 } + CommandLine.arguments
    for start in starts where start.contains("/") {
      if let found = beside(start) { return found }
    }
    return nil
  }()

  /// Attached to every suite: without the program its tests are skipped, with these words; where a
  /// machine runs them for all of us (`CI`) they fail.
  static let isBuilt: any SuiteTrait = Testing.ConditionTrait.enabled(
    if: path != nil || ProcessInfo.processInfo.environment["CI"] != nil,
    "there is no crmsh beside the test bundle: build it, or name it in CRMSH_BINARY")

  private static func beside(_ start: String) -> String? {
    var folder = URL(fileURLWithPath: start).deletingLastPathComponent()
    for _ in 0..<4 {
      let candidate = folder.appendingPathComponent("crmsh").path
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: candidate, isDirectory: &isFolder),
        !isFolder.boolValue, FileManager.default.isExecutableFile(atPath: candidate)
      {
        return candidate
      }
      folder = folder.deletingLastPathComponent()
    }
    return nil
  }
}

/// The checkout this file lies in.
enum Checkout {
  /// Tests/crmshTests/Support/… is four levels below it.
  static let folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
}
