import CRMShell
import CRMShellTesting
import ImportEngine
import Testing

/// A run without an end, looked at while its process ends, or when nobody can tell.
@Suite struct UnderWayTests {
  let scene: Scene

  /// Run 1 has no end.
  init() async throws {
    var options = Scene.Options()
    options.fault = { number, _ in
      number == 2 ? .turnAway(.throttled(retryAfter: 900)) : .none
    }
    scene = try Scene(options)
    await scene.run(
      "connect sandbox", "role Employee for ana.ruiz@zylker.example, priya.nair@zylker.example",
      "assign Website, Onboarding for staged", "import --yes")
    let ends = try await scene.journal.runs(matching: nil).map(\.endedAt)
    try #require(ends == [nil])
  }

  @Test(arguments: ["runs", "report", "doctor", "status", "connect sandbox"])
  func `a run that ends while it is looked at is told as ended`(line: String) async throws {
    await scene.journal.beforeLook { journal in
      do { try await journal.close(1, with: .unfinished(.interrupted, at: 70)) } catch {
        Issue.record(error)
      }
    }
    let told = await scene.output(of: line).standardOutput
    #expect(try await scene.journal.runs(matching: nil).map(\.endedAt) == [70], "it was looked at")
    #expect(!told.contains("unfinished:") && !told.contains("is unfinished"), "\(told)")
    #expect(!told.contains("resume goes on"), "\(told)")
    if line == "runs" || line == "report" { #expect(told.contains("interrupted"), "\(told)") }
  }

  @Test func `a run that begins while another ends is not told as left behind`() async throws {
    let opening = try await scene.journal.resumption(of: 1).opening
    await scene.journal.beforeLook { journal in
      do {
        try await journal.close(1, with: .unfinished(.interrupted, at: 70))
        _ = try await journal.begin(opening)
      } catch {
        Issue.record(error)
      }
    }
    let told = await scene.output(of: "status").standardOutput
    #expect(told.contains("no run"), "\(told)")
  }

  @Test(arguments: ["runs", "report", "status", "doctor"])
  func `where nobody can tell who holds the portal a run is unfinished`(line: String) async {
    await scene.journal.beforeLook(isUnseen: true)
    let told = await scene.output(of: line)
    #expect(told.exit == .done || line == "doctor")
    #expect(told.standardOutput.contains("unfinished"), "\(told)")
    #expect(!told.standardOutput.contains("under way"), "\(told)")
  }

  @Test(arguments: ["runs", "report", "status", "doctor"])
  func `a look holds nothing`(line: String) async throws {
    let key = try await scene.journal.resumption(of: 1).context.key
    _ = await scene.output(of: line)
    await (try await scene.journal.hold(key)).release()
  }
}
