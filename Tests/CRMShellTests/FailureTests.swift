import CRMShell
import CRMShellTesting
import ImportEngine
import ImportModel
import Reporting
import Testing

/// What services, gates and rules say when they stop a line, and the code it ends with.
@Suite struct FailureTests {
  @Test(arguments: [
    (ServiceFailure.unreachable("x"), ExitCode.network), (.interrupted("x"), .network),
    (.malformed("x"), .network), (.authentication("x"), .authentication),
    (.scope("ZohoCRM.users.READ"), .authentication), (.throttled(retryAfter: 60), .lockedOut),
    (.refused(title: "NO", message: "x", status: 403), .refused),
  ])
  func `a failing service leaves nothing connected and ends with its code`(
    failure: ServiceFailure, code: ExitCode
  ) async throws {
    let scene = try Scene()
    await scene.crm.fail(with: failure)
    #expect(await scene.run("connect sandbox") == [code])
    #expect(await scene.interpreter.fetched == nil)
    #expect(await scene.interpreter.services == nil)
  }

  @Test func `a portal that fails to be read leaves the plan as it was`() async throws {
    let scene = try Scene()
    await scene.run(
      "connect sandbox", "role Manager for ana.ruiz@zylker.example", "assign Website for staged")
    let session = await scene.interpreter.session
    await scene.portal.failReads(with: .interrupted("502"))
    for line in ["preview --fresh", "import --yes", "refresh", "list where portal.projects = 2026"]
    {
      #expect(await scene.run(line) == [.network], "\(line)")
    }
    #expect(await scene.interpreter.session == session)
    #expect(await scene.portal.sent.isEmpty)
  }

  /// Refusals that need another server than the scene's, or more than one.
  @Test(arguments: [
    (Refusal.notLoopback("http://x"), "not-loopback", ExitCode.usage),
    (.severalPortals(["A (1)", "B (2)"]), "several-portals", .usage),
    (.chosenPortalGone("7", known: ["A (1)"]), "chosen-portal-gone", .usage),
    (.noPortal, "no-portal", .usage), (.unknownTarget("x"), "unknown-target", .usage),
    (.customersUnknown("404"), "customers-unknown", .usage),
    (.accountsUnknown("x"), "accounts-unknown", .usage),
    (.contactNotLookedUp("a@x.com"), "not-looked-up", .usage),
    (.listedNotLookedUp(file: "f", addresses: ["line 1: a@x.com"]), "not-looked-up", .usage),
    (.contactNotFetched("a@x.com"), "not-fetched", .usage),
    (.kindNotFetched(.contacts, count: 7), "not-fetched", .usage),
    (.listedNotFetched(file: "f", addresses: ["line 1: a@x.com"]), "not-fetched", .usage),
    (.fieldNotOfCRM("portal.status"), "field-not-of-crm", .usage),
    (.usersAmongContacts(2, selector: "selected but users"), "users-among-contacts", .usage),
    (.contactsAmongUsers(2, selector: "selected but contacts"), "contacts-among-users", .usage),
    (.gate(.clientLicences(needed: 2, left: 1)), "licences", .refused),
    (.stale(["a"]), "stale", .refused), (.notConfirmed, "not-confirmed", .refused),
    (.answerNeeded(option: "--yes", why: "x"), "answer-needed", .refused),
    (.portalMismatch(expected: "1", actual: "2"), "wrong-portal", .refused),
    (.planMismatch(expected: "1", actual: "2", differences: []), "other-plan", .refused),
    (.peopleMismatch(expected: 1, actual: 2), "other-people", .refused),
    (.gate(.integrationOff), "integration-off", .refused),
    (.gate(.edition("crmplus")), "edition", .refused),
    (.gate(.mayNotInvite(profile: "x")), "may-not-invite", .refused),
    (.gate(.licences(needed: 2, left: 1)), "licences", .refused),
    (.gate(.notAdministrator(name: "x", profile: "y", ask: [])), "not-administrator", .refused),
    (.importedSince(run: 4), "imported", .usage), (.nothingStaged, "nothing-staged", .usage),
    (.inactiveNotListed("400"), "inactive-not-listed", .refused),
    (.staleRevert(run: 1, isDeactivating: true, ["a"]), "stale", .refused),
    (.optionOnly("--deactivate", form: "preview revert RUN"), "option-only", .usage),
    (.terminalOnly("watch"), "terminal-only", .usage), (.tooDeep(8), "too-deep", .usage),
  ])
  func `a refusal has a word for programs, a sentence and a code`(
    refusal: Refusal, code: String, exit: ExitCode
  ) {
    let diagnostic = DiagnosticWords.diagnostic(of: .refusal(refusal), at: nil, excerpt: nil)
    #expect(diagnostic.code == code)
    #expect(!diagnostic.message.isEmpty)
    #expect(DiagnosticWords.exitCode(of: .refusal(refusal)) == exit)
  }

  @Test func `the gravest code wins`() {
    let order: [ExitCode] = [
      .failure, .unsafeFiles, .interrupted, .portalHeld, .unresolved, .authentication, .lockedOut,
      .network, .refused, .partial, .usage, .done,
    ]
    for (rank, graver) in order.enumerated() {
      for lesser in order[rank...] {
        #expect(graver.gravest(lesser) == graver)
        #expect(lesser.gravest(graver) == graver)
      }
    }
  }

  @Test func `a journal that takes nothing is told and nothing is sent`() async throws {
    var options = Scene.Options()
    options.intents = 0
    let scene = try Scene(options)
    await scene.run(
      "connect sandbox", "role Manager for ana.ruiz@zylker.example", "assign Website for staged")
    let told = await scene.output(of: "import --yes")
    #expect(told.exit != .done)
    #expect((told.standardOutput + told.standardError).contains("disk full"))
    #expect(await scene.portal.sent.isEmpty)
  }
}
