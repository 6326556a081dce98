// Decodes every page of a folder with Foundation's JSONDecoder: once to warm up, then RUNS times.
//   page_decoder FOLDER RUNS 8|24
import Foundation

struct Lookup: Decodable {
  let name: String?
  let id: String?
}

struct Narrow: Decodable {
  let id: String
  let Last_Name: String?
  let Email: String?
  let Title: String?
  let Account_Name: Lookup?
  let Mailing_City: String?
  let Mailing_Country: String?
  let Email_Opt_Out: Bool?
  let Modified_Time: String?
}

struct Wide: Decodable {
  let id: String
  let Salutation: String?
  let First_Name: String?
  let Last_Name: String?
  let Full_Name: String?
  let Email: String?
  let Secondary_Email: String?
  let Phone: String?
  let Mobile: String?
  let Title: String?
  let Department: String?
  let Account_Name: Lookup?
  let Reporting_To: Lookup?
  let Owner: Lookup?
  let Lead_Source: String?
  let Mailing_City: String?
  let Mailing_Country: String?
  let Email_Opt_Out: Bool?
  let Record_Status__s: String?
  let Tag: [Lookup]?
  let Created_Time: String?
  let Modified_Time: String?
  let Partner_Level: String?
  let Contract_End: String?
  let Newsletter: Bool?
}

struct Page<Record: Decodable>: Decodable {
  let data: [Record]
}

func decodeAll<Record: Decodable>(_ pages: [Data], as kind: Record.Type) throws -> Int {
  let decoder = JSONDecoder()
  return try pages.reduce(0) { try $0 + decoder.decode(Page<Record>.self, from: $1).data.count }
}

let arguments = CommandLine.arguments
let names = try FileManager.default.contentsOfDirectory(atPath: arguments[1]).sorted()
let pages = try names.map { try Data(contentsOf: URL(fileURLWithPath: arguments[1] + "/" + $0)) }
var seconds: [Double] = []
for turn in 0...(Int(arguments[2]) ?? 1) {
  let begin = DispatchTime.now().uptimeNanoseconds
  let count =
    try arguments[3] == "8" ? decodeAll(pages, as: Narrow.self) : decodeAll(pages, as: Wide.self)
  precondition(count > 0)
  if turn > 0 { seconds.append(Double(DispatchTime.now().uptimeNanoseconds - begin) / 1e9) }
}
print("{\"seconds\":\(seconds)}")
