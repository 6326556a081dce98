package import ImportModel

/// Turns what is to be changed into the fewest calls: project by project, many people a call.
package enum CallPlanner {
  /// The calls and reads of a whole import.
  package static func plan(
    _ assessment: Assessment, in portal: Portal, settings: EngineSettings,
    capabilities: Capabilities
  ) -> CallPlan {
    let ledger = ItemLedger(ItemSnapshots.of(assessment, in: portal))
    return plan(
      assessment.changes.compactMap { PersonWork(RunPerson($0), ledger, in: portal) },
      customers: CustomerWork.all(in: ledger), in: portal, settings: settings,
      capabilities: capabilities)
  }

  /// The same for what is left of one; `work` stands in plan order.
  static func plan(
    _ work: [PersonWork], customers: [CustomerWork], in portal: Portal, settings: EngineSettings,
    capabilities: Capabilities, tags: [BatchTag.Key: BatchTag] = [:], isRevert: Bool = false
  ) -> CallPlan {
    var draft = CallDraft(
      work, in: portal, settings: settings, capabilities: capabilities,
      projects: projectOrder(of: work), tags: tags)
    if isRevert { draft.undo(customers) } else { draft.bring(customers) }
    return CallPlan(calls: draft.calls, reads: draft.reads, settings: settings)
  }

  /// The calls that undo a run, by the items that are to be as they were before it.
  package static func plan(
    _ revert: RevertPlan, in portal: Portal, settings: EngineSettings, capabilities: Capabilities
  ) -> CallPlan {
    let ledger = ItemLedger(revert.snapshots)
    return plan(
      revert.people.compactMap { PersonWork(RunPerson($0), ledger, in: portal) },
      customers: CustomerWork.all(in: ledger), in: portal, settings: settings,
      capabilities: capabilities, isRevert: true)
  }

  /// Projects in the order in which the plan first names them.
  private static func projectOrder(of work: [PersonWork]) -> [ProjectID] {
    var seen: Set<ProjectID> = []
    return work.flatMap { person in
      ([person.introduction?.project].compactMap { $0 }) + person.joins.map(\.project)
    }.filter { seen.insert($0).inserted }
  }
}
