import Glibc
import ImportEngine
import ImportModel
import ZohoClient
import ZohoWire

// What crmsh reads of CRM, without what brings it: no HTTP, no unpacking, no server.
//
//     bench-readers pages FOLDER FIELDS RUNS    every page of records of a folder, already in memory
//     bench-readers rows FILE FIELDS RUNS       a Bulk Read CSV from its file
//
// Into the columns of a new table of contacts each time, with its indexes by id and by address; FIELDS is a
// file of a name and CRM's type a line. Once to warm up and then RUNS times; one line of JSON.

struct Trouble: Error, CustomStringConvertible {
  let description: String
}

/// Contacts with these fields alone, as `fetch` would make their columns.
func schema(_ path: String) throws -> PeopleSchema {
  let described = String(decoding: try bytes(of: path), as: UTF8.self).split(separator: "\n").map {
    let words = $0.split(separator: " ").map(String.init)
    return FieldDescription(
      apiName: words[0], label: words[0], dataType: words[1], isCustom: true)
  }
  let known = Dictionary(grouping: PeopleSchema.contacts.fields) { $0.path[0] }
  return PeopleSchema(described.flatMap { known[$0.apiName] ?? [$0.field] })
}

/// Gives what a file holds piece by piece.
func read(_ path: String, _ take: (() throws(FileProblem) -> [UInt8]?) throws -> Void) throws {
  let file = open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { throw Trouble(description: "\(path) can't be opened") }
  defer { close(file) }
  var room = [UInt8](repeating: 0, count: 64 * 1024)
  try take { () throws(FileProblem) in
    let count = room.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress, $0.count) }
    guard count >= 0 else { throw FileProblem("it can't be read") }
    return count == 0 ? nil : Array(room.prefix(count))
  }
}

func bytes(of path: String) throws -> [UInt8] {
  var all: [UInt8] = []
  try read(path) { next in while let more = try next() { all += more } }
  return all
}

func pages(in folder: String) throws -> [[UInt8]] {
  guard let listed = opendir(folder) else { throw Trouble(description: "no folder \(folder)") }
  defer { closedir(listed) }
  var names: [String] = []
  while let entry = readdir(listed) {
    let name = withUnsafeBytes(of: entry.pointee.d_name) {
      String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
    }
    if name.hasSuffix(".json") { names.append(name) }
  }
  return try names.sorted().map { try bytes(of: "\(folder)/\($0)") }
}

func decode(_ pages: [[UInt8]], _ schema: PeopleSchema) throws -> Int {
  var table = RecordTable<CRMContact>(schema)
  for page in pages {
    // As for each page that is asked for.
    let columns = PageColumns(schema)
    guard let names = columns.names, let page = try ScannedRecords(page, names: names),
      let records = columns.records(page)
    else { throw Trouble(description: "a page that is not read by column") }
    table.append(records)
  }
  return table.count
}

func load(_ path: String, _ schema: PeopleSchema) throws -> Int {
  var (table, text) = (RecordTable<CRMContact>(schema), BulkText(schema))
  try read(path) { next in
    while true {
      let records = try text.next(ZohoCRM.rowsOfStep, more: next).records
      table.append(records)
      if records.count < ZohoCRM.rowsOfStep { return }
    }
  }
  return table.count
}

let arguments = CommandLine.arguments
guard arguments.count == 5, let runs = Int(arguments[4]) else {
  throw Trouble(description: "bench-readers pages|rows PATH FIELDS RUNS")
}
let fields = try schema(arguments[3])
let held = arguments[1] == "pages" ? try pages(in: arguments[2]) : []
var (found, seconds): (Int, [Double]) = (0, [])
for run in 0...runs {
  let begin = ContinuousClock.now
  found = arguments[1] == "pages" ? try decode(held, fields) : try load(arguments[2], fields)
  let time = ContinuousClock.now - begin
  if run > 0 { seconds.append(time / .seconds(1)) }
}
print("{\"found\": \(found), \"seconds\": \(seconds)}")
