import Reporting
import Testing

struct SizeTests {
  @Test(arguments: [
    (0, "0 bytes"), (1, "1 byte"), (2_826, "2826 bytes"), (10_239, "10239 bytes"),
    (10_240, "10 kB"), (10_751, "10 kB"), (10_752, "11 kB"), (5_000_000, "4883 kB"),
    (26_214_400, "25 MB"), (3_221_225_472, "3072 MB"), (1 << 42, "4096 GB"),
    (Int.max, "8388608 TB"),
  ])
  func `a size has the largest unit of which there are ten`(bytes: Int, told: String) {
    #expect(Text.size(bytes).plain == told)
  }
}
