/// One test over a column of texts.
struct TextPass {
  let column: TextColumn
  /// The directory's row of the column's first.
  let first: Int
  let test: FilterTest
  let isCancelled: () -> Bool

  /// Bytes that are looked through before it is asked again whether the answer is wanted.
  private static let stretch = 1 << 20

  /// The rows of `base`, all of which the column has, that the test holds for.
  func rows(in base: RowSet) -> RowSet {
    if case .isEmpty = test {
      return base.filtered(isCancelled: isCancelled) { length(of: $0 - first) == 0 }
    }
    guard let ascii = ASCIITest(test) else {
      return base.filtered(isCancelled: isCancelled) { holdsForText(at: $0 - first) }
    }
    var isEnough = true
    if case .contains(let wanted, let suffices) = ascii {
      guard base.count <= column.count / 8 else {
        return sweep(TextSearch(wanted), in: base, isEnough: suffices)
      }
      isEnough = suffices
    }
    return column.bytes.withUnsafeBytes { bytes in
      base.filtered(isCancelled: isCancelled) { row in
        let row = row - first
        guard !column.isWide(row) else { return holdsForText(at: row) }
        let range = column.range(of: row)
        return !range.isEmpty && ascii.admits(UnsafeRawBufferPointer(rebasing: bytes[range]))
          && (isEnough || holdsForText(at: row))
      }
    }
  }

  /// All texts at once. What is found in a text that holds more than ASCII is in it; what is not can
  /// only be in one that folds into ASCII.
  private func sweep(_ search: TextSearch, in base: RowSet, isEnough: Bool) -> RowSet {
    var found = RowSet(capacity: base.capacity)
    column.bytes.withUnsafeBytes { bytes in
      var (row, place, limit, hits) = (0, 0, min(Self.stretch, bytes.count), 0)
      while true {
        guard
          let hit = search.first(in: UnsafeRawBufferPointer(rebasing: bytes[..<limit]), from: place)
        else {
          guard limit < bytes.count, !isCancelled() else { return }
          place = max(place, limit - search.count + 1)
          limit = min(limit + Self.stretch, bytes.count)
          continue
        }
        hits += 1
        if hits % 256 == 0, isCancelled() { return }
        while Int(column.ends[row]) <= hit { row += 1 }
        let end = Int(column.ends[row])
        if hit + search.count <= end, base.contains(first + row), isEnough || holdsForText(at: row)
        {
          found.insert(first + row)
        }
        place = hit + search.count <= end ? end : hit + 1
        limit = max(limit, min(place, bytes.count))
      }
    }
    guard column.foldsIntoASCII else { return found }
    for (index, word) in column.wideRows.enumerated() where word != 0 && !isCancelled() {
      var rest = word
      while rest != 0 {
        let row = index * 64 + rest.trailingZeroBitCount
        rest &= rest - 1
        guard base.contains(first + row), !found.contains(first + row) else { continue }
        if holdsForText(at: row) { found.insert(first + row) }
      }
    }
    return found
  }

  private func length(of row: Int) -> Int { column.range(of: row).count }

  private func holdsForText(at row: Int) -> Bool {
    let text = column[row]
    return test.holds(for: text.isEmpty ? .empty : .text(text))
  }
}
