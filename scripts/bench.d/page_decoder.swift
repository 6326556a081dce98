// Decodes every page of a folder with Foundation's JSONDecoder: once to warm up, then RUNS times.
//   page_decoder FOLDER RUNS
// What a `Record` is, the bench writes behind this.
import Foundation

struct Lookup: Decodable {
  let name: String?
  let id: String?
}

struct Page: Decodable {
  let data: [Record]
}

@main
struct PageDecoder {
  static func main() throws {
    let arguments = CommandLine.arguments
    let names = try FileManager.default.contentsOfDirectory(atPath: arguments[1]).sorted()
    let pages = try names.map {
      try Data(contentsOf: URL(fileURLWithPath: arguments[1] + "/" + $0))
    }
    let decoder = JSONDecoder()
    var seconds: [Double] = []
    for turn in 0...(Int(arguments[2]) ?? 1) {
      let begin = DispatchTime.now().uptimeNanoseconds
      let count = try pages.reduce(0) { try $0 + decoder.decode(Page.self, from: $1).data.count }
      precondition(count > 0)
      if turn > 0 {
        seconds.append(Double(DispatchTime.now().uptimeNanoseconds - begin) / 1e9)
      }
    }
    print("{\"seconds\":\(seconds)}")
  }
}
