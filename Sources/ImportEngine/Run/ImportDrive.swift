import ImportModel

/// One run under way: feeds the state machine with what the ports answer.
struct ImportDrive {
  private let executor: ImportExecutor
  private let order: ImportOrder
  private let flag: CheckpointFlag
  private let names: PortalNames
  private let startedAt: Int64
  private var machine: ImportRun
  private var number: Int?
  private var requests = 0
  /// When the exchange of a call is over at the latest, in uptime milliseconds.
  private var deadlines: [Int: Int64] = [:]
  private var tickets: [Int: SlotTicket] = [:]
  /// Calls that got no turn and were never recorded, with what is said of them instead.
  private var turnless: [Int: Outcome] = [:]

  init(_ executor: ImportExecutor, _ order: ImportOrder, _ flag: CheckpointFlag) {
    self.executor = executor
    self.order = order
    self.flag = flag
    names = PortalNames(order.portal)
    startedAt = executor.clock.uptime
    machine = ImportRun(
      order.assessment, in: order.portal, settings: order.settings,
      capabilities: order.capabilities)
  }

  mutating func run() async -> RunVerdict {
    do throws(JournalFailure) {
      number = try await executor.journal.begin(
        RunOpening(order, items: machine.snapshots, at: executor.clock.wallSeconds))
    } catch {
      _ = machine.handle(.journalFailed(error))
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
    let isRaised = await flag.isRaised
    let stopping = isRaised ? machine.handle(.checkpoint) : []
    return stopping + machine.handle(event)
  }

  private mutating func perform(_ action: ImportRun.Action) async -> ImportRun.Event? {
    switch action {
    case .record(let intent): await record(intent)
    case .send(let intent): await send(intent)
    case .note(let intent, _, _) where turnless[intent.number] != nil: nil
    case .note(let intent, let outcome, let missing):
      await stored { run, journal, time throws(JournalFailure) in
        try await journal.record(
          OutcomeRecord(outcome, of: intent.number, missing: missing, at: time), in: run)
      }
    case .store(let capabilities):
      await stored { [key = order.context.key] _, journal, _ throws(JournalFailure) in
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

  private mutating func record(_ intent: ImportRun.Intent) async -> ImportRun.Event {
    guard number != nil else { return .journalFailed(.store("the run was not begun")) }
    switch await turn(for: intent) {
    case .granted(let ticket): tickets[intent.number] = ticket
    case .failed(let failure): return .journalFailed(failure)
    case .throttled(let seconds):
      turnless[intent.number] = .turnedAway(.throttled(retryAfter: seconds))
      return .recorded
    case .cancelled:
      turnless[intent.number] = .turnedAway(.unreachable("not sent: the run was stopped"))
      return .recorded
    }
    let clock = executor.clock
    let time = clock.wallSeconds
    let deadline = time + (order.settings.deadlineMilliseconds + 999) / 1000 + 1
    let record = IntentRecord(
      number: intent.number, attempt: intent.attempt, kind: intent.call.kind,
      project: intent.call.project.map { NamedValue($0, names) },
      customer: intent.customer(by: names), people: intent.call.people,
      digest: executor.hash.digest(of: intent.request.canonicalBytes), at: time,
      deadline: deadline)
    return await stored { run, journal, _ throws(JournalFailure) in
      try await journal.record(record, in: run)
    } ?? .recorded
  }

  /// A slot is held before the intent is recorded: its deadline is counted from there.
  private func turn(for intent: ImportRun.Intent) async -> Turn {
    let (service, portal) = (executor.service, order.portal.id)
    let deadline = order.settings.deadlineMilliseconds
    return await flag.turn {
      await service.turn(for: intent.request, to: portal, deadline: deadline)
    }
  }

  private mutating func send(_ intent: ImportRun.Intent) async -> ImportRun.Event {
    if let outcome = turnless[intent.number] {
      return .answered(outcome, wallSeconds: executor.clock.wallSeconds)
    }
    deadlines[intent.number] = executor.clock.uptime + order.settings.deadlineMilliseconds
    requests += 1
    let outcome = await executor.service.send(
      intent.request, to: order.portal.id, using: tickets[intent.number] ?? .unlimited,
      deadline: order.settings.deadlineMilliseconds)
    executor.progress(
      Progress(
        done: machine.sent, total: machine.total,
        elapsedMilliseconds: executor.clock.uptime - startedAt))
    return .answered(outcome, wallSeconds: executor.clock.wallSeconds)
  }

  private mutating func read(
    _ readBack: ImportRun.ReadBack
  ) async -> Result<Portal, ServiceFailure> {
    let settle = order.settings.settleMilliseconds
    if readBack.isRepeat {
      await pause(until: executor.clock.uptime + settle)
    } else if let last = readBack.settling.compactMap({ deadlines[$0] }).max() {
      await pause(until: last + settle)
    }
    requests += readBack.scope.count
    do throws(ServiceFailure) {
      return .success(
        try await executor.service.rereading(
          machine.known, readBack.scope, at: executor.clock.wallSeconds))
    } catch {
      return .failure(error)
    }
  }

  /// In slices: the machine may sleep meanwhile.
  private func pause(until instant: Int64) async {
    while executor.clock.uptime < instant {
      let rest = instant - executor.clock.uptime
      guard await executor.clock.sleep(milliseconds: min(rest, 250)) else { return }
    }
  }

  private func close() async -> RunVerdict {
    let judgement = Judgement(assessment: order.assessment, run: machine)
    let people = judgement.people
    var stops = machine.stops
    var code = Judgement.exitCode(people, stops, writes: machine.sent)
    let closing = RunClosing(
      word: Judgement.word(code, writes: machine.sent).rawValue, exitCode: code,
      at: executor.clock.wallSeconds, people: people,
      items: judgement.readings)
    let failed = await stored { run, journal, _ throws(JournalFailure) in
      try await journal.close(run, with: closing)
    }
    if case .journalFailed(let failure)? = failed {
      stops.append(.journal(failure))
      code = Judgement.exitCode(people, stops, writes: machine.sent)
    }
    return RunVerdict(
      run: number, plan: order.planDigest, people: people, stops: Self.once(stops),
      requests: requests,
      writes: machine.sent, seconds: (executor.clock.uptime - startedAt + 999) / 1000,
      word: Judgement.word(code, writes: machine.sent), exitCode: code, portal: machine.final)
  }

  /// A full disk is met by each thing to be stored; it is told once.
  private static func once(_ stops: [StopReason]) -> [StopReason] {
    var told: Set<StopReason> = []
    return stops.filter { told.insert($0).inserted }
  }
}
