import Testing

@testable import ImportModel

struct LetterShapesTests {
  @Test(arguments: [
    ("ana", "ana"), ("аnа", "ana"), ("раураӏ", "paypai"), ("αnα", "ana"), ("ａｎａ", "ana"),
    ("𝐚𝐧𝐚", "ana"), ("ﬁn", "fin"), ("łukasz", "lukasz"), ("søren", "soren"), ("ıvan", "ivan"),
    ("josé", "josé"), ("rn1m0", "rn1m0"), ("１０", "10"), ("王小明", "王小明"), ("ѕсоре", "scope"),
  ])
  func `a skeleton is what a text is read as`(text: String, skeleton: String) {
    #expect(LetterShapes.skeleton(text) == skeleton)
  }

  @Test(arguments: [
    ("ana", false), ("аna", true), ("анна", false), ("ａna", true), ("ivan.иванов", true),
    ("王小明", false), ("田中さくら", false), ("タナカ.tanaka", false), ("김.kim", false),
    ("김さ", true), ("άλφα", false), ("josé-łukasz_7", false), ("αlpha", true), ("123", false),
  ])
  func `scripts that are not written together are told`(text: String, isMixed: Bool) {
    #expect(LetterShapes.mixesScripts(text) == isMixed)
  }

  @Test(arguments: [
    ("сосо", true), ("иван", false), ("coco", false), ("søren", false), ("ａｎａ", true),
    ("王", false), ("ｱ", false),
  ])
  func `a whole word of another script can read as Latin`(text: String, pretends: Bool) {
    #expect(LetterShapes.pretendsToBeLatin(text) == pretends)
  }

  @Test func `the tables are whole`() {
    let entries = LookalikeTables.alike.split { $0 == " " || $0 == "\n" }
    #expect(entries.count > 1_000)
    #expect(entries.allSatisfy { $0.split(separator: ":").count == 2 })
    let runs = LookalikeTables.scripts.split { $0 == " " || $0 == "\n" }
    #expect(runs.count > 250)
    let starts = runs.map { UInt32($0.prefix { $0 != "-" }, radix: 16) ?? 0 }
    #expect(zip(starts, starts.dropFirst()).allSatisfy { $0 < $1 })
  }
}
