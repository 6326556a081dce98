/// The people of a directory in the order of their addresses and of the words of their names, so
/// that those who begin with a few letters are found without walking all of them.
package struct PeopleOrder: Sendable {
  /// The first eight bytes of a text, in an integer that sorts alike, and whose it is.
  private struct Entry {
    let head: UInt64
    let row: UInt32
  }

  /// By canonical address; those without one are left out.
  private var addresses: [Entry] = []
  /// The places of those whose address is that of the one before, in order.
  private var repeats: [UInt32] = []
  /// By the beginning of each word of the whole name, lower-cased.
  private var names: [Entry] = []

  /// Bytes of everything.
  package var size: Int {
    (addresses.count + names.count) * MemoryLayout<Entry>.stride
      + repeats.count * MemoryLayout<UInt32>.stride
  }

  /// Sorts the people of a directory.
  package init(_ directory: Directory) {
    addresses.reserveCapacity(directory.count)
    for row in 0..<directory.count {
      let address = directory.addressBytes(at: row)
      if !address.isEmpty {
        addresses.append(Entry(head: Self.head(address), row: UInt32(row)))
      }
      for word in Self.words(of: directory.text("full_name", at: row) ?? "") {
        names.append(Entry(head: Self.head(word.utf8), row: UInt32(row)))
      }
    }
    addresses.sort { left, right in
      guard left.head == right.head else { return left.head < right.head }
      return directory.addressBytes(at: Int(left.row))
        .lexicographicallyPrecedes(directory.addressBytes(at: Int(right.row)))
    }
    names.sort { ($0.head, $0.row) < ($1.head, $1.row) }
    for place in addresses.indices.dropFirst()
    where addresses[place].head == addresses[place - 1].head
      && directory.addressBytes(at: Int(addresses[place].row))
        .elementsEqual(directory.addressBytes(at: Int(addresses[place - 1].row)))
    {
      repeats.append(UInt32(place))
    }
  }

  /// The people whose address begins with a lower-cased text, in the order of the addresses: at
  /// most `limit`, of whom the last is the last of all. `directory` is the one that was sorted.
  package func rows(
    withAddressBeginning text: String, in directory: Directory, limit: Int
  ) -> [Int] {
    let range = addresses[places(ofAddressesBeginning: text, in: directory)]
    guard range.count > limit, let last = range.last else { return range.map { Int($0.row) } }
    return range.prefix(limit - 1).map { Int($0.row) } + [Int(last.row)]
  }

  /// How many addresses begin with a lower-cased text, each counted once.
  package func count(ofAddressesBeginning text: String, in directory: Directory) -> Int {
    let places = places(ofAddressesBeginning: text, in: directory)
    let first = Self.partition(repeats) { $0 < UInt32(places.lowerBound) }
    let end = Self.partition(repeats) { $0 < UInt32(places.upperBound) }
    return places.count - (end - first)
  }

  private func places(
    ofAddressesBeginning text: String, in directory: Directory
  ) -> Range<Int> {
    let wanted = Array(text.utf8)
    let lower = partition { directory.addressBytes(at: $0).lexicographicallyPrecedes(wanted) }
    let upper = partition {
      let address = directory.addressBytes(at: $0)
      return address.lexicographicallyPrecedes(wanted) || address.starts(with: wanted)
    }
    return lower..<upper
  }

  /// The people with a word in their name that begins with a lower-cased text: at most `limit`.
  package func rows(
    withNameBeginning text: String, in directory: Directory, limit: Int
  ) -> [Int] {
    let wanted = Array(text.utf8)
    guard !wanted.isEmpty else { return [] }
    let low = Self.head(wanted)
    let high = wanted.count >= 8 ? low : low | (UInt64.max >> UInt64(8 * wanted.count))
    var found: [Int] = []
    var place = Self.partition(names) { $0.head < low }
    while place < names.count, names[place].head <= high, found.count < limit {
      let row = Int(names[place].row)
      place += 1
      let name = directory.text("full_name", at: row) ?? ""
      guard wanted.count <= 8 || Self.words(of: name).contains(where: { $0.hasPrefix(text) })
      else { continue }
      if found.last != row { found.append(row) }
    }
    return found
  }

  private func partition(_ precedes: (Int) -> Bool) -> Int {
    Self.partition(addresses) { precedes(Int($0.row)) }
  }

  /// The first place of a sorted list that something does not hold for.
  private static func partition<Item>(_ list: [Item], _ precedes: (Item) -> Bool) -> Int {
    var (low, high) = (0, list.count)
    while low < high {
      let middle = (low + high) / 2
      if precedes(list[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func words(of name: String) -> [Substring] {
    lowercased(name).split { !$0.isLetter && !$0.isNumber }
  }

  private static func head(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var head: UInt64 = 0
    var shift: UInt64 = 64
    for byte in bytes {
      shift -= 8
      head |= UInt64(byte) << shift
      if shift == 0 { break }
    }
    return head
  }
}
