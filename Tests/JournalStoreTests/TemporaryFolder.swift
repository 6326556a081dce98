import Foundation

/// Runs a test with the path of a folder of its own, which is removed afterwards; `base`: the folder
/// that it is made in.
func withTemporaryFolder<Value>(
  in base: URL = FileManager.default.temporaryDirectory, _ body: (String) async throws -> Value
) async throws -> Value {
  let folder = base.appendingPathComponent("journal-\(UUID().uuidString)")
  try FileManager.default.createDirectory(
    at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
  let value: Value
  do {
    value = try await body(folder.path)
  } catch {
    try FileManager.default.removeItem(at: folder)
    throw error
  }
  try FileManager.default.removeItem(at: folder)
  return value
}

/// The permission bits of a file or folder.
func mode(of path: String) throws -> Int {
  let attributes = try FileManager.default.attributesOfItem(atPath: path)
  return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? -1
}
