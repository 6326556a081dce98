import ImportModel
import Testing

struct PatternPropertyTests {
  @Test(arguments: [1, 2, 3, 20_261_122] as [UInt64])
  func `patterns agree with matching by definition`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var outcomes: [Bool: Int] = [:]
    for _ in 0..<500 {
      let reference = ReferencePattern.random(depth: 4, by: &generator)
      let pattern = try Pattern(reference.source)
      for _ in 0..<6 {
        let length = Int.random(in: 0...7, using: &generator)
        let text = (0..<length).map { _ in "abc".randomElement(using: &generator) ?? "a" }
        let expected = reference.occurs(in: text)
        outcomes[expected, default: 0] += 1
        #expect(
          pattern.matches(String(text)) == expected,
          "seed \(seed): \(reference.source) on \(String(text))")
      }
    }
    #expect(outcomes[true, default: 0] > 100 && outcomes[false, default: 0] > 100)
  }

  @Test(arguments: [
    "(a*)*b", "(a|a)*b", "(a+)+$b", "^(a?){50}a{50}$", "(((a*)*)*)*b", "(.*)(.*)(.*)(.*)b",
    "((a{1,9}){1,9}){1,9}b",
  ])
  func `steps grow with text times pattern and no faster`(source: String) throws {
    let pattern = try Pattern(source)
    for length in [10, 100, 400] {
      let steps = pattern.steps(matching: String(repeating: "a", count: length))
      // Each instruction is entered from at most two others, and looked at once as a thread.
      #expect(steps <= 4 * pattern.instructionCount * (length + 1), "\(source) at \(length)")
    }
  }

  @Test(arguments: [7, 8] as [UInt64])
  func `no text makes the parser fail in another way than its error`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let alphabet = Array(#"ab01(){}[]^$|*+?.,-\dwsé:=!<>"#)
    var parsed = 0
    for _ in 0..<5_000 {
      let length = Int.random(in: 0...12, using: &generator)
      let source = String(
        (0..<length).map { _ in alphabet.randomElement(using: &generator) ?? "a" })
      do {
        _ = try Pattern(source).matches("abé0")
        parsed += 1
      } catch {
        #expect(error.offset <= source.unicodeScalars.count, "seed \(seed): \(source)")
      }
    }
    #expect(parsed > 100)
  }
}
