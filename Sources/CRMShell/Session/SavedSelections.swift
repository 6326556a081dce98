import ImportModel

/// The selections that `select … as NAME` kept, by name. Each step that can be undone holds them all as they
/// were: a tree that shares with the one it was made from whatever is not on the way to the new name, so
/// that one more costs some nodes, however many there are.
package struct SavedSelections: Equatable, Sendable, ExpressibleByDictionaryLiteral {
  /// A name and those before and behind it. Of any two on one way down the upper one has the larger rank,
  /// which is as good as thrown: the ways stay short.
  fileprivate final class Node: Sendable {
    let name: String
    let selection: Selection
    let rank: UInt64
    let before: Node?
    let behind: Node?

    /// `rank`: that of the name, where it is known; nil: found from its characters.
    init(
      _ name: String, _ selection: Selection, _ before: Node?, _ behind: Node?, rank: UInt64? = nil
    ) {
      self.name = name
      self.selection = selection
      self.before = before
      self.behind = behind
      self.rank = rank ?? Self.rank(of: name)
    }

    /// FNV-1a, its bits then mixed as MurmurHash3 does, since names of a row differ at their end alone: the
    /// same in every process, so that a tree does not depend on a seed.
    private static func rank(of name: String) -> UInt64 {
      var hash = name.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) {
        ($0 ^ UInt64($1)) &* 0x100_0000_01B3
      }
      for factor: UInt64 in [0xFF51_AFD7_ED55_8CCD, 0xC4CE_B9FE_1A85_EC53] {
        hash = (hash ^ (hash >> 33)) &* factor
      }
      return hash ^ (hash >> 33)
    }

    func with(before: Node?, behind: Node?) -> Node {
      Node(name, selection, before, behind, rank: rank)
    }

    func with(_ selection: Selection, before: Node?, behind: Node?) -> Node {
      Node(name, selection, before, behind, rank: rank)
    }
  }

  private var root: Node?
  /// What a node takes: its head, the name, the selection, the rank and the two below it.
  private static let nodeSize =
    16 + MemoryLayout<String>.stride + MemoryLayout<Selection>.stride + 24

  package init() {}

  package init(dictionaryLiteral elements: (String, Selection)...) {
    for (name, selection) in elements { self[name] = selection }
  }

  /// What is kept under a name; a name is never let go of.
  package subscript(name: String) -> Selection? {
    get {
      var node = root
      while let here = node, here.name != name {
        node = name < here.name ? here.before : here.behind
      }
      return node?.selection
    }
    set {
      guard let newValue else { return }
      root = Self.setting(name, newValue, in: root)
    }
  }

  private static func setting(_ name: String, _ selection: Selection, in node: Node?) -> Node {
    guard let node else { return Node(name, selection, nil, nil) }
    if node.name == name {
      return node.with(selection, before: node.before, behind: node.behind)
    }
    if name < node.name {
      let before = setting(name, selection, in: node.before)
      guard before.rank > node.rank else { return node.with(before: before, behind: node.behind) }
      let lower = node.with(before: before.behind, behind: node.behind)
      return before.with(before: before.before, behind: lower)
    }
    let behind = setting(name, selection, in: node.behind)
    guard behind.rank > node.rank else { return node.with(before: node.before, behind: behind) }
    let lower = node.with(before: node.before, behind: behind.before)
    return behind.with(before: lower, behind: behind.behind)
  }

  /// By name.
  package var all: [(name: String, selection: Selection)] {
    var found: [(String, Selection)] = []
    func walk(_ node: Node?) {
      guard let node else { return }
      walk(node.before)
      found.append((node.name, node.selection))
      walk(node.behind)
    }
    walk(root)
    return found
  }

  package static func == (one: SavedSelections, other: SavedSelections) -> Bool {
    guard one.root !== other.root else { return true }
    return one.all.elementsEqual(other.all) { $0 == $1 }
  }
}

extension SavedSelections {
  /// Adds what they take to what is counted.
  func count(in held: inout HeldMemory) {
    func walk(_ node: Node?) {
      guard let node, held.adds(node, Self.nodeSize) else { return }
      node.selection.count(in: &held)
      walk(node.before)
      walk(node.behind)
    }
    walk(root)
  }

  /// What became of trees that share nodes, so that the new ones share them too.
  struct Moved {
    fileprivate var nodes: [ObjectIdentifier: Node] = [:]
  }

  /// The same names, with what `transform` makes of what is kept under them.
  func mapping(_ moved: inout Moved, _ transform: (Selection) -> Selection) -> SavedSelections {
    func copy(_ node: Node?) -> Node? {
      guard let node else { return nil }
      if let known = moved.nodes[ObjectIdentifier(node)] { return known }
      let new = node.with(
        transform(node.selection), before: copy(node.before), behind: copy(node.behind))
      moved.nodes[ObjectIdentifier(node)] = new
      return new
    }
    var result = SavedSelections()
    result.root = copy(root)
    return result
  }
}
