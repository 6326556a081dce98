import ImportModel

/// One run under way: feeds the state machine with what the ports answer.
struct ImportDrive {
  private let executor: ImportExecutor
  private let job: RunJob
  private let names: PortalNames
  private let startedAt: Int64
  private var machine: ImportRun
  private var number: Int?
  private let deck: any FlightDeck
  /// What the deck has not handed over yet.
  private var underWay = 0
  /// The call that waits for its turn, and what ends the wait.
  private var queueing: (intent: ImportRun.Intent, stop: RunStop)?
  private var requests = 0
  /// Milliseconds that storing an intent may take of the time that the journal says of its call.
  private static let storing: Int64 = 1_000

  /// What the server has shut since the turn that is under way was asked for.
  private var shut: Set<EndpointPattern> = []

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
    deck = executor.deck()
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
        number = try await executor.journal.begin(opening())
      } catch {
        _ = machine.handle(.journalFailed(error))
      }
    }
    await loop()
    return await close()
  }

  private mutating func loop() async {
    var pending = await handle(.start)
    while true {
      while !pending.isEmpty {
        let action = pending.removeFirst()
        if let event = await perform(action) { pending += await handle(event) }
      }
      guard underWay > 0 else { return }
      underWay -= 1
      if let event = await landed(await deck.next()) { pending += await handle(event) }
    }
  }

  private mutating func handle(_ event: ImportRun.Event) async -> [ImportRun.Action] {
    let isRaised = await executor.stop.isRaised
    let stopping = isRaised ? machine.handle(.checkpoint) : []
    let actions = stopping + machine.handle(event)
    // Nobody waits for a turn that is of no use any more.
    if let (intent, stop) = queueing, machine.isStopping || !machine.isToRecord(intent) {
      queueing = nil
      await stop.raise()
    }
    return actions
  }

  private mutating func perform(_ action: ImportRun.Action) async -> ImportRun.Event? {
    switch action {
    case .record(let intent): await record(intent)
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

  private mutating func record(_ intent: ImportRun.Intent) async -> ImportRun.Event? {
    guard machine.isToRecord(intent) else { return nil }
    guard number != nil else { return .journalFailed(.store("the run was not begun")) }
    unanswered.resends(intent)
    await takeTurn(for: intent)
    return nil
  }

  private mutating func landed(_ landing: Landing) async -> ImportRun.Event? {
    switch landing {
    case .turn(let intent, let turn): return await took(turn, for: intent)
    case .answer(let intent, let outcome):
      if case .turnedAway(.throttled) = outcome { shut.insert(intent.call.pattern) }
      executor.progress(
        Progress(
          done: machine.ended + 1, total: machine.total,
          elapsedMilliseconds: executor.clock.uptime - startedAt))
      return .answered(intent.number, outcome, wallSeconds: executor.clock.wallSeconds)
    }
  }

  /// A slot is held before the intent is recorded: its deadline is counted from there, and whatever
  /// storing it takes, the exchange is over by then.
  private mutating func took(_ turn: Turn, for intent: ImportRun.Intent) async -> ImportRun.Event? {
    let clock = executor.clock
    if queueing?.intent == intent { queueing = nil }
    guard machine.isToRecord(intent) else {
      // What failed meanwhile took it back.
      if case .granted(let ticket) = turn { await executor.service.giveBack(ticket) }
      return nil
    }
    switch turn {
    case .granted(let ticket) where shut.contains(intent.call.pattern):
      // Nothing goes to what is heard to be shut: the next turn says for how long it is.
      await executor.service.giveBack(ticket)
      await takeTurn(for: intent)
      return nil
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
  private mutating func takeTurn(for intent: ImportRun.Intent) async {
    let (executor, portal, settings) = (executor, job.portal.id, job.settings)
    let sitting = sitting()
    shut = []
    underWay += 1
    let own = RunStop()
    queueing = (intent, own)
    await deck.launch {
      let turn = await own.waiting(else: Turn.cancelled) {
        while true {
          let turn = await executor.stop.waiting(else: Turn.cancelled) {
            await executor.service.turn(
              for: intent.request, to: portal, deadline: settings.deadlineMilliseconds)
          }
          guard case .throttled(let seconds) = turn, settings.waits else { return turn }
          guard await sitting(seconds) else { return .cancelled }
        }
      }
      return .turn(intent, turn)
    }
  }

  /// Sleeps through a lock-out of so many seconds, telling how much is left. False when the run was
  /// stopped.
  private func sitting() -> @Sendable (Int64) async -> Bool {
    let (clock, progress, stop) = (executor.clock, executor.progress, executor.stop)
    let (done, total, began) = (machine.ended, machine.total, startedAt)
    return { seconds in
      let end = clock.uptime + max(seconds, 1) * 1000
      return await stop.waiting(else: false) {
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
  }

  private mutating func send(_ intent: ImportRun.Intent) async -> ImportRun.Event? {
    let (executor, portal, clock) = (executor, job.portal.id, executor.clock)
    let ticket = tickets.removeValue(forKey: intent.number) ?? .unlimited
    let (longest, start) = (job.settings.deadlineMilliseconds, clock.uptime)
    let deadline = min(longest, deadlines[intent.number, default: start + longest] - start)
    guard deadline > 0 else {
      await executor.service.giveBack(ticket)
      return .answered(
        intent.number, .turnedAway(.slotExpired), wallSeconds: clock.wallSeconds)
    }
    requests += 1
    deadlines[intent.number] = start + deadline
    underWay += 1
    await deck.launch {
      .answer(
        intent,
        await executor.stop.flying {
          await executor.service.send(
            intent.request, to: portal, using: ticket, deadline: deadline)
        })
    }
    return nil
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
        done: machine.ended, total: machine.total,
        elapsedMilliseconds: executor.clock.uptime - startedAt, isReadingBack: true))
    while true {
      let result = await reread(readBack.scope)
      guard case .failure(.throttled(let seconds, _)) = result else { return result }
      readableAt = executor.clock.wallSeconds + seconds
      guard job.settings.waits, await sitting()(seconds) else { return result }
    }
  }

  private mutating func reread(_ scope: ReadScope) async -> Result<Portal, ServiceFailure> {
    requests += scope.count
    let (service, known, clock) = (executor.service, machine.known, executor.clock)
    // A read changes nothing, and may have to wait for the rate limit between any two of its pages.
    let stopped = ServiceFailure.interrupted("stopped before it was read back")
    return await executor.stop.waiting(else: .failure(stopped)) {
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
