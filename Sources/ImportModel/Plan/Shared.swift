/// A value that many hold and that none of them changes: what holds it takes a word.
final class Shared<Value: Hashable & Sendable>: Hashable, Sendable {
  let value: Value

  init(_ value: Value) { self.value = value }

  static func == (one: Shared, other: Shared) -> Bool { one === other || one.value == other.value }

  func hash(into hasher: inout Hasher) { value.hash(into: &hasher) }
}
