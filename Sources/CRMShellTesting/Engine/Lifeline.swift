import ImportEngine
import Synchronization

/// The life of one simulated process. It ends at a given step of its ports: from then on they never
/// return to whoever called them, as after `kill -9`.
package final class Lifeline: Sendable {
  private struct State {
    var steps = 0
    var isOver = false
    /// Tells who waits for the end that there is none to wait for.
    var onDeath: (@Sendable () -> Void)?
  }

  private let last: Int?
  private let events: [Int: @Sendable () async -> Void]
  private let state = Mutex(State())

  /// `last`: the step, from 1, at which it dies; nil: it doesn't. `events`: what happens elsewhere
  /// just before a step.
  package init(last: Int?, events: [Int: @Sendable () async -> Void]) {
    self.last = last
    self.events = events
  }

  /// Steps taken so far.
  package var steps: Int { state.withLock { $0.steps } }

  /// Runs a process to its end; nil when it died before.
  package func run<Value: Sendable>(_ body: @escaping @Sendable () async -> Value) async -> Value? {
    let (ends, end) = AsyncStream<Value?>.makeStream()
    state.withLock { $0.onDeath = { end.yield(nil) } }
    Task { end.yield(await body()) }
    // Whichever comes first: what died may be under way for ever.
    for await value in ends { return value }
    return nil
  }

  /// A place at which the process may die; it does not come back then.
  package func step() async {
    let step = state.withLock { state in
      state.steps += 1
      return state.steps
    }
    await events[step]?()
    let (isOver, onDeath) = state.withLock { state in
      if step == last { state.isOver = true }
      defer { if state.isOver { state.onDeath = nil } }
      return (state.isOver, state.isOver ? state.onDeath : nil)
    }
    onDeath?()
    // Nobody resumes it, on purpose.
    if isOver { await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in } }
  }
}

/// A clock on which a process may die in its sleep.
package struct MortalClock: Clock {
  private let clock: VirtualClock
  private let life: Lifeline

  package init(_ clock: VirtualClock, _ life: Lifeline) {
    self.clock = clock
    self.life = life
  }

  /// Seconds since 1970, UTC.
  package var wallSeconds: Int64 { clock.wallSeconds }

  /// Milliseconds slept since the clock was made.
  package var uptime: Int64 { clock.uptime }

  /// Moves the clock on at once; false in a cancelled task.
  package func sleep(milliseconds: Int64) async -> Bool {
    await life.step()
    return await clock.sleep(milliseconds: milliseconds)
  }
}
