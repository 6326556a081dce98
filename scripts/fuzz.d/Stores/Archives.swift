import CZlib
import Fuzzing
@testable import ImportEngine
import ImportModel
@testable import ZohoClient

/// Any bytes as the archive of a Bulk Read job: unpacked up to the limits and no further.
let zipTarget = FuzzTarget("zip", round: 2000) { bytes in
  let limits = ZipEntry.Limits(most: 1 << 20, ratio: 200)
  guard let file = scratch(bytes), let entry = try? ZipEntry(in: file, limits: limits) else {
    return
  }
  var count = 0
  while let piece = try? entry.next() { count += piece.count }
  expect(count <= limits.most, "\(count) bytes came out")
}

/// Deflated bytes in pieces of any length give what they give in one.
let inflateTarget = FuzzTarget("inflate", round: 10_000) { bytes in
  var input = FuzzInput(bytes)
  let length = Int(input.byte()) + 1
  guard let whole = inflated(input.bytes, piece: 1 << 20),
    let parts = inflated(input.bytes, piece: length)
  else { return }
  expect(whole == parts, "\(whole.count) bytes in one, \(parts.count) in pieces of \(length)")
}

/// A CSV in pieces of any length has the rows and the records it has in one, and reads so from an archive.
let bulkTarget = FuzzTarget("bulk", round: 2000) { bytes in
  var input = FuzzInput(bytes)
  let length = Int(input.byte()) + 1
  let text = input.bytes
  let whole = rows(text, piece: 1 << 20)
  for stops in [false, true] {
    expect(
      whole == rows(text, piece: length, stops: stops), "pieces of \(length) have other rows")
  }
  expect(
    records(text, piece: length, most: 7) == records(text, piece: 1 << 20, most: .max),
    "pieces of \(length) have other records")
  guard let file = scratch(stored(text)) else { return }
  guard let reading = try? BulkReading(job: "1", file, .contacts) else {
    fatalError("an archive of ours can't be read")
  }
  var count = 0
  while let read = try? reading.next(7), !read.records.isEmpty { count += read.records.count }
  expect(count <= max(0, (whole?.count ?? count + 1) - 1), "\(count) records in too few rows")
}

private func scratch(_ bytes: [UInt8]) -> ScratchFile? {
  guard let file = try? ScratchFile() else { return nil }
  guard (try? file.append(bytes)) != nil else { return nil }
  return file
}

private func inflated(_ bytes: [UInt8], piece: Int) -> [UInt8]? {
  guard let inflater = try? Inflater() else { return nil }
  var (result, rest): ([UInt8], ArraySlice<UInt8>) = ([], bytes[...])
  while !inflater.isAtEnd, result.count < 1 << 20 {
    if inflater.isHungry {
      guard !rest.isEmpty else { return result }
      inflater.feed(Array(rest.prefix(piece)))
      rest = rest.dropFirst(piece)
    }
    guard let some = try? inflater.next() else { return nil }
    result += some
  }
  return Array(result.prefix(1 << 20))
}

/// Every row; with `stops` the reader is left after each, as it is where no more records are wanted.
private func rows(_ text: [UInt8], piece: Int, stops: Bool = false) -> [[[UInt8]]]? {
  var reader = CSVRows()
  var rows: [[[UInt8]]] = []
  var rest = text[...]
  repeat {
    reader.add(Array(rest.prefix(piece)))
    rest = rest.dropFirst(piece)
    var known: Int
    repeat {
      known = rows.count
      do throws(FileProblem) {
        try reader.rows(isEnd: rest.isEmpty, most: stops ? 1 : .max) { batch in
          var cells = batch.cells[...]
          for row in 0..<batch.count {
            rows.append(cells.prefix(batch.width(row)).map { Array($0) })
            cells = cells.dropFirst(batch.width(row))
          }
        }
      } catch {
        return nil
      }
    } while stops && rows.count > known
  } while !rest.isEmpty
  return rows
}

/// The records, read by column at most so many at a time; nil where the text is none.
private func records(_ text: [UInt8], piece: Int, most: Int) -> RecordTable<CRMContact>? {
  var (table, reader, rest) = (RecordTable<CRMContact>(.contacts), BulkText(.contacts), text[...])
  while true {
    let read = try? reader.next(most) { () throws(FileProblem) in
      defer { rest = rest.dropFirst(piece) }
      return rest.isEmpty ? nil : Array(rest.prefix(piece))
    }
    guard let records = read?.records else { return nil }
    table.append(records)
    if records.count < most { return table }
  }
}

/// A zip archive of one file, not packed.
private func stored(_ text: [UInt8]) -> [UInt8] {
  let sum = text.withUnsafeBufferPointer { crc32(0, $0.baseAddress, UInt32($0.count)) }
  func little(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
  let about: [UInt8] = [
    little(0, 8), little(Int(sum), 4), little(text.count, 4), little(text.count, 4),
  ].flatMap(\.self)
  let local: [UInt8] = [
    little(0x0403_4B50, 4), little(20, 2), about, little(1, 2), little(0, 2), [0x61],
  ].flatMap(\.self)
  let directory: [UInt8] = [
    little(0x0201_4B50, 4), little(20, 2), little(20, 2), about, little(1, 2), little(0, 16),
    [0x61],
  ].flatMap(\.self)
  let end: [UInt8] = [
    little(0x0605_4B50, 4), little(0, 4), little(1, 2), little(1, 2), little(directory.count, 4),
    little(local.count + text.count, 4), little(0, 2),
  ].flatMap(\.self)
  return local + text + directory + end
}
