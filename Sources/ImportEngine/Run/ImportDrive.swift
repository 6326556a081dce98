import ImportModel

/// One run under way: feeds the state machine with what the ports answer.
struct ImportDrive {
  private let executor: ImportExecutor
  private let job: RunJob
  private let names: PortalNames
  private let startedAt: Int64
  private var machine: ImportRun
  private var number: Int?
  private var requests = 0
  /// Milliseconds that storing an intent may take of the time that the journal says of its call.
  private static let storing: Int64 = 1_000

  /// When the exchange of a call is over at the latest, in uptime milliseconds.
  private var deadlines: [Int: Int64]
  private var tickets: [Int: SlotTicket] = [:]
  /// When the server may be asked again after a read that it locked out, in seconds since 1970.
  private var readableAt: Int64?
  private var unanswered: UnansweredBook

  init(_ executor: ImportExecutor, _ job: RunJob) {
    self.executor = executor
    self.job = job
    names = PortalNames(job.portal)
    startedAt = executor.clock.uptime
    number = job.number
    deadlines = job.deadlines(executor.clock)
    machine = ImportRun(
      job.people, items: job.items, in: job.portal, settings: job.settings,
      capabilities: job.capabilities, history: job.history, isAbandoned: job.isAbandoned,
      isRevert: job.isRevert)
    unanswered = UnansweredBook(job.history, machine.ledger)
  }

  mutating func run() async -> RunVerdict {
    if let opening = job.opening {
      do throws(JournalFailure) {
        number = try await executor.journal.begin(opening)
      } catch {
        _ = machine.handle(.journalFailed(error))
      }
    }
    await loop()
    return await close()
  }

  private mutating func loop() async {
    var pending = await handle(.start)
    while !pending.isEmpty {
      let action = pending.removeFirst()
      if let event = await perform(action) { pending += await handle(event) }
    }
  }

  private mutating func handle(_ event: ImportRun.Event) async -> [ImportRun.Action] {
    let isRaised = await executor.stop.isRaised
    let stopping = isRaised ? machine.handle(.checkpoint) : []
    return stopping + machine.handle(event)
  }

  private mutating func perform(_ action: ImportRun.Action) async -> ImportRun.Event? {
    switch action {
    case .record(let intent): machine.isToRecord(intent) ? await record(intent) : nil
    case .send(let intent): await send(intent)
    case .note(let intent, let outcome, let missing):
      await note(intent, outcome, missing: missing)
    case .settle(let call, let findings): await settle(call, findings)
    case .store(let capabilities):
      await stored { [key = job.key] _, journal, _ throws(JournalFailure) in
        try await journal.store(capabilities, of: key)
      }
    case .read(let readBack): .read(await read(readBack))
    case .confirm(let plan): .confirmed(await executor.confirmMore(plan))
    case .finish: nil
    }
  }

  /// Nil when it was stored.
  private func stored(
    _ body: (Int, any RunJournal, Int64) async throws(JournalFailure) -> Void
  ) async -> ImportRun.Event? {
    guard let number else { return nil }
    do throws(JournalFailure) {
      try await body(number, executor.journal, executor.clock.wallSeconds)
      return nil
    } catch {
      return .journalFailed(error)
    }
  }

  /// A slot is held before the intent is recorded: its deadline is counted from there, and whatever
  /// storing it takes, the exchange is over by then.
  private mutating func record(_ intent: ImportRun.Intent) async -> ImportRun.Event {
    guard number != nil else { return .journalFailed(.store("the run was not begun")) }
    unanswered.resends(intent)
    let clock = executor.clock
    switch await turn(for: intent) {
    case .granted(let ticket): tickets[intent.number] = ticket
    case .failed(let failure): return .journalFailed(failure)
    case .throttled(let seconds):
      return .turnless(.throttled(retryAfter: seconds), wallSeconds: clock.wallSeconds)
    case .cancelled:
      return .turnless(
        .unreachable("not sent: the run was stopped"), wallSeconds: clock.wallSeconds)
    }
    let time = clock.wallSeconds
    let longest = job.settings.deadlineMilliseconds + Self.storing
    deadlines[intent.number] = clock.uptime + longest
    let deadline = time + (longest + 999) / 1000 + 1
    let record = IntentRecord(
      number: intent.number, attempt: intent.attempt, kind: intent.call.kind,
      project: intent.call.project.map { NamedValue($0, names) },
      customer: intent.customer(by: names), entries: intent.entries(by: names),
      digest: executor.hash.digest(of: intent.request.canonicalBytes), at: time,
      deadline: deadline)
    let failure = await stored { run, journal, _ throws(JournalFailure) in
      try await journal.record(record, in: run)
    }
    if failure != nil { await giveBack(intent) }
    return failure ?? .recorded
  }

  private mutating func settle(
    _ call: Int, _ findings: [SettlementRecord.Finding]
  ) async -> ImportRun.Event? {
    unanswered.looked(call, findings)
    return await stored { run, journal, time throws(JournalFailure) in
      try await journal.record(
        SettlementRecord(number: call, findings: findings, at: time), in: run)
    }
  }

  /// A call that was stopped between its intent and its send has its slot still.
  private mutating func note(
    _ intent: ImportRun.Intent, _ outcome: Outcome, missing: [EmailAddress]
  ) async -> ImportRun.Event? {
    await giveBack(intent)
    unanswered.answered(intent, outcome)
    return await stored { run, journal, time throws(JournalFailure) in
      try await journal.record(
        OutcomeRecord(outcome, of: intent.number, missing: missing, at: time), in: run)
    }
  }

  private mutating func giveBack(_ intent: ImportRun.Intent) async {
    guard let ticket = tickets.removeValue(forKey: intent.number) else { return }
    await executor.service.giveBack(ticket)
  }

  /// With `waits` a lock-out is sat out: nothing is sent to the pattern before it ends.
  private func turn(for intent: ImportRun.Intent) async -> Turn {
    let (service, portal, settings) = (executor.service, job.portal.id, job.settings)
    while true {
      let turn = await executor.stop.waiting(else: .cancelled) {
        await service.turn(
          for: intent.request, to: portal, deadline: settings.deadlineMilliseconds)
      }
      guard case .throttled(let seconds) = turn, settings.waits else { return turn }
      guard await sitOut(seconds) else { return .cancelled }
    }
  }

  /// Sleeps through a lock-out, telling how much is left. False when the run was stopped.
  private func sitOut(_ seconds: Int64) async -> Bool {
    let (clock, progress) = (executor.clock, executor.progress)
    let (done, total, began) = (machine.sent, machine.total, startedAt)
    let end = clock.uptime + max(seconds, 1) * 1000
    return await executor.stop.waiting(else: false) {
      while clock.uptime < end {
        let rest = end - clock.uptime
        progress(
          Progress(
            done: done, total: total, elapsedMilliseconds: clock.uptime - began,
            waitSeconds: (rest + 999) / 1000))
        guard await clock.sleep(milliseconds: min(rest, 10_000)) else { return false }
      }
      return true
    }
  }

  private mutating func send(_ intent: ImportRun.Intent) async -> ImportRun.Event {
    let (service, portal, clock) = (executor.service, job.portal.id, executor.clock)
    let ticket = tickets.removeValue(forKey: intent.number) ?? .unlimited
    let (longest, start) = (job.settings.deadlineMilliseconds, clock.uptime)
    let deadline = min(longest, deadlines[intent.number, default: start + longest] - start)
    guard deadline > 0 else {
      await service.giveBack(ticket)
      return .answered(.turnedAway(.slotExpired), wallSeconds: clock.wallSeconds)
    }
    requests += 1
    deadlines[intent.number] = start + deadline
    let outcome = await executor.stop.flying {
      await service.send(intent.request, to: portal, using: ticket, deadline: deadline)
    }
    executor.progress(
      Progress(
        done: machine.sent, total: machine.total,
        elapsedMilliseconds: clock.uptime - startedAt))
    return .answered(outcome, wallSeconds: clock.wallSeconds)
  }

  private mutating func read(
    _ readBack: ImportRun.ReadBack
  ) async -> Result<Portal, ServiceFailure> {
    let settle = job.settings.settleMilliseconds
    var isWaiting = true
    if readBack.isRepeat {
      isWaiting = await pause(until: executor.clock.uptime + settle)
    } else if let last = readBack.settling.compactMap({ deadlines[$0] }).max() {
      isWaiting = await pause(until: last + settle)
    }
    guard isWaiting else { return .failure(.interrupted("stopped before it was read back")) }
    executor.progress(
      Progress(
        done: machine.sent, total: machine.total,
        elapsedMilliseconds: executor.clock.uptime - startedAt, isReadingBack: true))
    while true {
      let result = await reread(readBack.scope)
      guard case .failure(.throttled(let seconds, _)) = result else { return result }
      readableAt = executor.clock.wallSeconds + seconds
      guard job.settings.waits, await sitOut(seconds) else { return result }
    }
  }

  private mutating func reread(_ scope: ReadScope) async -> Result<Portal, ServiceFailure> {
    requests += scope.count
    let (service, known, clock) = (executor.service, machine.known, executor.clock)
    return await executor.stop.flying {
      do throws(ServiceFailure) {
        return .success(
          try await service.rereading(known, scope, at: clock.wallSeconds))
      } catch {
        return .failure(error)
      }
    }
  }

  /// In slices: the machine may sleep meanwhile. False when the run was stopped.
  private func pause(until instant: Int64) async -> Bool {
    let clock = executor.clock
    return await executor.stop.waiting(else: false) {
      while clock.uptime < instant {
        guard await clock.sleep(milliseconds: min(instant - clock.uptime, 250)) else {
          return false
        }
      }
      return true
    }
  }

  private func close() async -> RunVerdict {
    let judgement = Judgement(run: machine)
    let people = judgement.people
    var stops = machine.stops.map(timed)
    var isComplete = machine.isComplete
    let (writes, stopped) = (machine.sentInAll, await executor.stop.exitCode())
    var code = Judgement.exitCode(people, stops, writes: writes, stopped: stopped)
    if isComplete {
      let closing = RunClosing(
        word: job.isAbandoned
          ? RunClosing.Word.abandoned.rawValue
          : Judgement.word(code, writes: writes).rawValue,
        exitCode: code, at: executor.clock.wallSeconds, people: people, items: judgement.readings)
      let failed = await stored { run, journal, _ throws(JournalFailure) in
        try await journal.close(run, with: closing)
      }
      if case .journalFailed(let failure)? = failed {
        stops.append(.journal(failure))
        isComplete = false
        code = Judgement.exitCode(people, stops, writes: writes, stopped: stopped)
      }
    }
    return RunVerdict(
      run: number, plan: job.planDigest, people: people, stops: Self.once(stops),
      requests: requests, writes: machine.sent, writesInAll: writes, begun: machine.begun,
      unanswered: unanswered.tally(machine), notRemoved: machine.notRemoved.count,
      seconds: (executor.clock.uptime - startedAt + 999) / 1000,
      word: Judgement.word(code, writes: writes), exitCode: code,
      portal: machine.final, isComplete: isComplete || number == nil)
  }

  /// A lock-out has its time, whatever it was of.
  private func timed(_ stop: StopReason) -> StopReason {
    guard case .readBack(.throttled(let seconds, _)) = stop else { return stop }
    return .throttled(retryAt: readableAt ?? executor.clock.wallSeconds + seconds)
  }

  /// A full disk is met by each thing to be stored; it is told once.
  private static func once(_ stops: [StopReason]) -> [StopReason] {
    var told: Set<StopReason> = []
    return stops.filter { told.insert($0).inserted }
  }
}
