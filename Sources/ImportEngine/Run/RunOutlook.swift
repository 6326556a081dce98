package import ImportModel

/// What going on with a run would begin with.
package struct RunOutlook: Hashable, Sendable {
  /// Calls whose effect nobody knows: they are looked up first.
  package let unsettled: Int
  /// Write calls that are left by what is known; looking up can make them fewer or more.
  package let calls: Int

  /// By a complete and fresh read of the portal.
  package init(
    of run: RunResumption, in portal: Portal, settings: EngineSettings, capabilities: Capabilities
  ) {
    let job = RunJob(run, in: portal, settings: settings, capabilities: capabilities)
    let machine = ImportRun(
      job.people, items: job.items, in: job.portal, settings: job.settings,
      capabilities: job.capabilities, history: job.history, isRevert: job.isRevert)
    unsettled = machine.unsettled.count
    calls = machine.queue.count
  }
}
