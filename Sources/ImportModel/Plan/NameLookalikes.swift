/// The planned people whose name a reader could take for another's: it mixes scripts within a word, or
/// reads like another name of the plan or the portal and is none.
///
/// Names decide nothing: who it is is told by the address. Namesakes are therefore not meant.
package enum NameLookalikes {
  /// In the order given.
  package static func people(
    among people: [PlannedPerson], beside portal: Portal
  ) -> [PlannedPerson] {
    let others = portal.users.all.map(\.name)
    guard !(people.map(\.name) + others).allSatisfy(isASCII) else { return [] }
    var bySkeleton: [String: Set<String>] = [:]
    for name in people.map(\.name) + others {
      let folded = lowercased(name)
      bySkeleton[LetterShapes.skeleton(folded), default: []].insert(folded)
    }
    return people.filter { person in
      let folded = lowercased(person.name)
      return bySkeleton[LetterShapes.skeleton(folded), default: []].count > 1
        || folded.split(separator: " ").contains(where: LetterShapes.mixesScripts)
    }
  }

  private static func isASCII(_ text: String) -> Bool { text.utf8.allSatisfy { $0 < 0x80 } }
}
