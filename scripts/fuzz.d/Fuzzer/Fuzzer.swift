import CFuzzer
package import Fuzzing
import Glibc
import Synchronization

/// What the callback of libFuzzer reads with: it is a C function, and takes nothing along.
private let chosen = Mutex<FuzzTarget?>(nil)

/// Gives the target that the environment names one input after the other; the process's arguments are
/// libFuzzer's.
package func fuzz(_ targets: [FuzzTarget]) -> Never {
  let name = getenv("CRMSH_FUZZ_TARGET").map { String(cString: $0) } ?? ""
  guard let target = targets.first(where: { $0.name == name }) else {
    fatalError("CRMSH_FUZZ_TARGET is none of: \(targets.map(\.name).joined(separator: " "))")
  }
  chosen.withLock { $0 = target }
  var count = CommandLine.argc
  var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
  exit(
    LLVMFuzzerRunDriver(&count, &arguments) { bytes, count in
      let target = chosen.withLock { $0 }
      target?.read(Array(UnsafeBufferPointer(start: bytes, count: count)))
      return 0
    })
}
