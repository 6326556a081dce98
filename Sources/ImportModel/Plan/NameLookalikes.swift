/// The planned people whose name a reader could take for another's: it mixes scripts within a word, or
/// reads like another name of the plan or the portal and is none.
///
/// Names decide nothing: who it is is told by the address. Namesakes are therefore not meant.
package enum NameLookalikes {
  /// In the order given.
  package static func people(
    among people: [PlannedPerson], beside portal: Portal
  ) -> [PlannedPerson] {
    let names = people.map { lowercased($0.name) }
    let index = SkeletonIndex(names + portal.users.all.map { lowercased($0.name) }, by: \.self)
    guard !index.isEmpty else { return [] }
    let counts = index.mapValues(\.count)
    return zip(people, names).filter { _, name in
      counts[LetterShapes.skeleton(name), default: 0] > 1
        || !LetterShapes.isASCII(name)
          && name.split(separator: " ").contains(where: LetterShapes.mixesScripts)
    }.map(\.0)
  }
}
