/// The planned people whose name a reader could take for another's: it mixes scripts within a word, or
/// reads like another name of the plan or the portal and is none.
///
/// Names decide nothing: who it is is told by the address. Namesakes are therefore not meant.
package enum NameLookalikes {
  /// In the order given.
  package static func people(
    among people: [PlannedPerson], beside portal: Portal
  ) -> [PlannedPerson] {
    let users = portal.users.all
    // By their places: what else there is of each is not copied.
    let names = people.indices.map { people[$0].name } + users.indices.map { users[$0].name }
    let index = SkeletonIndex(folding: names)
    guard !index.isEmpty else { return [] }
    return people.indices.filter { place in
      index.count(readAs: names[place]) > 1 || mixesScripts(names[place])
    }.map { people[$0] }
  }

  private static func mixesScripts(_ name: String) -> Bool {
    guard !LetterShapes.isASCII(name) else { return false }
    let name = lowercased(name)
    return !LetterShapes.isASCII(name)
      && name.split(separator: " ").contains(where: LetterShapes.mixesScripts)
  }
}
