import ImportEngine
import Synchronization

/// SplitMix64: the same numbers for the same seed, on every machine.
package final class SeededRandomness: Randomness {
  private let state: Mutex<UInt64>

  package init(seed: UInt64) { state = Mutex(seed) }

  package func next() -> UInt64 {
    state.withLock { state in
      state &+= 0x9E37_79B9_7F4A_7C15
      var value = state
      value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
      return value ^ (value >> 31)
    }
  }

  /// From 0 to `bound` - 1.
  package func next(below bound: Int) -> Int { Int(next() % UInt64(max(bound, 1))) }

  /// True in so many of a hundred draws.
  package func chance(_ percent: Int) -> Bool { next(below: 100) < percent }
}
