import FoundationEssentials

/// Why the state file is of no use; one sentence.
package struct StateFileError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The sentence, with the file's name.
  package let description: String
}

/// The portal of a sandbox as a file, written whole after each change.
///
/// The CRM side is not in it: it follows from the seed and the sizes, which are, so that a file is
/// never continued over another world.
struct StateFile: Sendable {
  /// What a world was made from.
  private struct Recipe: Codable, Equatable {
    let seed: UInt64
    let users: Int
    let contacts: Int
    let accounts: Int
    let projects: Int
    let portalUsers: Int

    init(_ options: SandboxOptions) {
      seed = options.seed
      users = options.users
      contacts = options.contacts
      accounts = options.accounts
      projects = options.projects
      portalUsers = options.portalUsers
    }

    var words: String {
      "--seed \(seed) --users \(users) --contacts \(contacts) --accounts \(accounts) --projects \(projects) --portal-users \(portalUsers)"
    }
  }

  private struct Content: Codable {
    let format: Int
    let recipe: Recipe
    let portal: Portal
  }

  private static let format = 2
  private let path: String
  private let recipe: Recipe

  /// The file the options name; nil when they name none.
  init?(_ options: SandboxOptions) {
    guard let path = options.stateFile else { return nil }
    self.path = path
    self.recipe = Recipe(options)
  }

  /// The portal in the file; nil when there is no file yet.
  func load() throws(StateFileError) -> Portal? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let content: Content
    do {
      content = try JSONDecoder().decode(
        Content.self, from: try Data(contentsOf: URL(filePath: path)))
    } catch {
      throw StateFileError(description: "\(path) is not the state of a sandbox.")
    }
    guard content.format == Self.format else {
      throw StateFileError(description: "\(path) has format \(content.format), not \(Self.format).")
    }
    guard content.recipe == recipe else {
      throw StateFileError(
        description: "\(path) holds another world; it was made with \(content.recipe.words).")
    }
    return content.portal
  }

  /// Replaces the file in one step.
  func save(_ portal: Portal) throws(StateFileError) {
    let content = Content(format: Self.format, recipe: recipe, portal: portal)
    do {
      try JSONEncoder().encode(content).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw StateFileError(description: "\(path) could not be written.")
    }
  }
}
