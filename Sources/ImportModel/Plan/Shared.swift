/// A value that many hold and that none of them changes: what holds it takes a word.
final class Shared<Value: Hashable & Sendable>: Hashable, Sendable {
  let value: Value

  init(_ value: Value) { self.value = value }

  static func == (one: Shared, other: Shared) -> Bool { one === other || one.value == other.value }

  func hash(into hasher: inout Hasher) { value.hash(into: &hasher) }
}

/// Gives arrays that were given before in place of equal ones: most rows of a plan say the same of another
/// person, and are to hold it once.
package struct RecentArrays<Element: Equatable & Sendable>: Sendable {
  /// Two, as people who are there and people who are not often stand between each other.
  private var (last, former): ([Element], [Element]) = ([], [])

  package init() {}

  /// An array that is equal to one of the two that were new last, or this one.
  package mutating func shared(_ array: [Element]) -> [Element] {
    if array == last { return last }
    if array == former { return former }
    (last, former) = (array, last)
    return array
  }
}
