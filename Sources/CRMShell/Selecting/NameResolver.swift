import CommandLanguage
import ImportModel

/// Turns the names of roles, profiles and projects into ids: exact name, then id, then the name in
/// any case; for projects at last a bare glob over the active ones.
struct NameResolver {
  let portal: Portal

  func role(_ word: Word) throws(Stop) -> Role {
    try one(portal.roles, named: word, kind: .role, name: \.name, id: \.id.text)
  }

  /// A profile, for staff or for clients.
  func profile(_ word: Word) throws(Stop) -> Profile {
    try one(portal.profiles, named: word, kind: .profile, name: \.name, id: \.id.text)
  }

  /// A customer that the portal has.
  func customer(_ word: Word) throws(Stop) -> Customer {
    guard CustomerName(word.text) != nil else {
      throw .refusal(.emptyName(.customer), at: word.span)
    }
    return try one(
      Array(portal.customers), named: word, kind: .customer, name: \.name, id: \.id.text
    ) { TellingApart.customer($0.id, in: portal) }
  }

  /// The projects that names mean, each once, in the order written; only active ones unless told
  /// otherwise.
  func projects(_ words: [Word], ofAnyStatus: Bool = false) throws(Stop) -> [Project] {
    var found: [Project] = []
    for word in words {
      for project in try projects(word, ofAnyStatus) where !found.contains(project) {
        found.append(project)
      }
    }
    return found
  }

  func project(_ word: Word) throws(Stop) -> Project {
    try one(portal.projects, named: word, kind: .project, name: \.name, id: \.id.text)
  }

  private func projects(_ word: Word, _ ofAnyStatus: Bool) throws(Stop) -> [Project] {
    let isGlob = !word.isQuoted && word.text.contains { $0 == "*" || $0 == "?" }
    let isExact = portal.projects.contains { $0.name == word.text || $0.id.text == word.text }
    if isGlob, !isExact {
      let glob = Glob(lowercased(word.text))
      let matches = portal.projects.filter {
        ($0.isActive || ofAnyStatus) && glob.matches(lowercased($0.name))
      }
      guard !matches.isEmpty else {
        throw unknown(word, .project, portal.projects.map { ($0.name, $0.id.text) })
      }
      return matches
    }
    let project = try project(word)
    guard project.isActive || ofAnyStatus else {
      throw .refusal(.archivedProject(project.name), at: word.span)
    }
    return [project]
  }

  private func one<Item>(
    _ items: [Item], named word: Word, kind: NameKind, name: (Item) -> String,
    id: (Item) -> String, tellingApart: ((Item) -> String)? = nil
  ) throws(Stop) -> Item {
    let exact = items.filter { name($0) == word.text }
    let byID = items.filter { id($0) == word.text }
    let folded = items.filter { lowercased(name($0)) == lowercased(word.text) }
    for matches in [exact, byID, folded] {
      if matches.count == 1, let match = matches.first { return match }
      if matches.count > 1 {
        let ids = matches.map { tellingApart?($0) ?? id($0) }
        throw .refusal(.ambiguousName(kind, word.text, ids: ids), at: word.span)
      }
    }
    throw unknown(word, kind, items.map { (name($0), id($0)) })
  }

  /// Refuses a name, with those there are as they may be typed: of several of one name the ids too.
  private func unknown(_ word: Word, _ kind: NameKind, _ items: [(name: String, id: String)])
    -> Stop
  {
    let near = Suggestions.nearest(to: word.text, in: items.map(\.name))
    var named = near.flatMap { name in items.filter { $0.name == name } }
    if near.isEmpty {
      let active = Set(portal.projects.lazy.filter(\.isActive).map(\.id.text))
      named = kind == .project ? items.filter { active.contains($0.id) } : items
    }
    let counts = Dictionary(grouping: named, by: \.name).mapValues(\.count)
    var told = named.prefix(Self.mostTold).map { item in
      Word.sourceForm(of: item.name) + (counts[item.name, default: 0] > 1 ? " (\(item.id))" : "")
    }
    if named.count > told.count { told.append("and \(named.count - told.count) more") }
    return .refusal(.unknownName(kind, word.text, suggestions: told), at: word.span)
  }

  /// So many names are told at most.
  private static let mostTold = 12
}
