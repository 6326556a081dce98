#if DEBUG
  import Foundation
  import Glibc
  import ImportEngine
  import Synchronization

  /// Ends the process at once, as a power cut would, when a place is reached for the n-th time:
  /// `CRMSH_CRASH_AT=label:n`. Debug builds alone have it.
  final class CrashSwitch: CrashPoints {
    static let variable = "CRMSH_CRASH_AT"

    /// What the variable asks for.
    enum Request {
      case nothing, list
      case crash(CrashSwitch)
      case wrong(String)
    }

    private let label: CrashLabel
    private let left: Mutex<Int>

    private init(_ label: CrashLabel, at occurrence: Int) {
      self.label = label
      left = Mutex(occurrence)
    }

    static func request(_ text: String?) -> Request {
      guard let text else { return .nothing }
      if text == "list" { return .list }
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count == 2, let label = CrashLabel(rawValue: String(parts[0])),
        let occurrence = Int(parts[1]), occurrence > 0
      else {
        return .wrong(
          "\(variable) is LABEL:N with a label of \(variable)=list and N from 1, or list")
      }
      return .crash(CrashSwitch(label, at: occurrence))
    }

    func reach(_ label: CrashLabel) {
      guard label == self.label else { return }
      let isNow = left.withLock { left in
        left -= 1
        return left == 0
      }
      if isNow { kill(getpid(), SIGKILL) }
    }

    /// What to tell of places; nil when the process is not to die.
    static var requested: CrashSwitch? {
      guard case .crash(let switched) = request(ProcessSetup.environment(variable)) else {
        return nil
      }
      return switched
    }

    /// Lists the labels, or refuses a wrong value, and ends the process; else does nothing.
    static func answer() {
      switch request(ProcessSetup.environment(variable)) {
      case .nothing, .crash: break
      case .list:
        for label in CrashLabel.allCases { print(label.rawValue) }
        exit(0)
      case .wrong(let words):
        ProcessOutput.complain("error: \(words)")
        exit(2)
      }
    }
  }
#endif
