package import ImportModel

/// All that undoing a run needs to know before its first call.
package struct RevertOrder: Sendable {
  /// A fresh and complete read, with everything that ``RevertScope`` names.
  package let portal: Portal
  package let plan: RevertPlan
  /// Full, hexadecimal.
  package let planDigest: String
  /// Full, hexadecimal.
  package let stateDigest: String
  package let settings: EngineSettings
  package let capabilities: Capabilities
  package let context: RunContext
  /// What `--reason` said.
  package let reason: String?
  /// The line that asked for it.
  package let origin: Origin

  package init(
    portal: Portal, plan: RevertPlan, planDigest: String, stateDigest: String,
    settings: EngineSettings, capabilities: Capabilities, context: RunContext, reason: String?,
    origin: Origin
  ) {
    self.portal = portal
    self.plan = plan
    self.planDigest = planDigest
    self.stateDigest = stateDigest
    self.settings = settings
    self.capabilities = capabilities
    self.context = context
    self.reason = reason
    self.origin = origin
  }
}

extension RunOpening {
  /// What the journal keeps of an order.
  init(_ order: RevertOrder, at wallSeconds: Int64) {
    self.init(
      context: order.context, planDigest: order.planDigest, stateDigest: order.stateDigest,
      reason: order.reason, startedAt: wallSeconds,
      people: order.plan.people(origins: [order.origin]),
      items: order.plan.snapshots, settings: RunSettings(order.settings),
      revertOf: order.plan.run)
  }
}
