/// Inputs made of seeds by changing a few bytes, in the ways of libFuzzer; the same ones every time.
struct MadeInputs {
  /// libFuzzer is given the same.
  static let longest = 4096
  private static let awkward = [
    "", "0", "-1", "00", "65536", "2147483648", "4294967296", "9223372036854775807",
    "9223372036854775808", "1e999",
  ].map { Array($0.utf8) }

  private let seeds: [[UInt8]]
  private let words: [[UInt8]]
  private var random: SplitMix64

  init(_ name: String, seeds: [[UInt8]], words: [[UInt8]]) {
    self.seeds = seeds.isEmpty ? [[]] : seeds
    self.words = words
    random = SplitMix64(name)
  }

  mutating func next() -> [UInt8] {
    guard random.below(8) > 0 else {
      return (0..<random.below(200)).map { _ in UInt8(random.below(256)) }
    }
    var input = seeds[random.below(seeds.count)]
    for _ in 0...random.below(4) { change(&input) }
    return Array(input.prefix(Self.longest))
  }

  private mutating func change(_ input: inout [UInt8]) {
    switch random.below(10) {
    case 0: input.removeSubrange(range(of: input))
    case 1: input.insert(UInt8(random.below(256)), at: place(in: input))
    case 2: input.insert(contentsOf: word(), at: place(in: input))
    case 3: input.replaceSubrange(range(of: input), with: word())
    case 4: input.insert(contentsOf: input[range(of: input)], at: place(in: input))
    case 5: repeatByte(in: &input)
    case 6: crossOver(&input)
    case 7: replaceNumber(in: &input)
    default: flip(in: &input)
    }
  }

  private mutating func place(in input: [UInt8]) -> Int { random.below(input.count + 1) }

  /// Short ones more often: a long one leaves little of what a reader knows.
  private mutating func range(of input: [UInt8]) -> Range<Int> {
    let start = place(in: input)
    let most = random.below(4) == 0 ? input.count : 8
    return start..<min(input.count, start + random.below(most + 1))
  }

  private mutating func word() -> [UInt8] {
    words.isEmpty ? [UInt8(random.below(256))] : words[random.below(words.count)]
  }

  private mutating func flip(in input: inout [UInt8]) {
    guard !input.isEmpty else { return }
    let place = random.below(input.count)
    input[place] ^= random.below(2) == 0 ? 1 << UInt8(random.below(8)) : UInt8(random.below(256))
  }

  private mutating func repeatByte(in input: inout [UInt8]) {
    guard !input.isEmpty else { return }
    let byte = input[random.below(input.count)]
    input.insert(
      contentsOf: Array(repeating: byte, count: 1 << random.below(10)), at: place(in: input))
  }

  private mutating func crossOver(_ input: inout [UInt8]) {
    let other = seeds[random.below(seeds.count)]
    input = Array(input.prefix(place(in: input))) + other.suffix(place(in: other))
  }

  private mutating func replaceNumber(in input: inout [UInt8]) {
    let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
    guard let start = input[place(in: input)...].firstIndex(where: isDigit) else { return }
    let end = input[start...].firstIndex { !isDigit($0) } ?? input.endIndex
    input.replaceSubrange(start..<end, with: Self.awkward[random.below(Self.awkward.count)])
  }
}

/// Steele, Lea and Flood's generator, started with a name.
private struct SplitMix64 {
  private var state: UInt64

  init(_ name: String) {
    state = name.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  /// A number from 0 up to the limit, without it.
  mutating func below(_ limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((bits ^ (bits >> 31)) % UInt64(limit))
  }
}
