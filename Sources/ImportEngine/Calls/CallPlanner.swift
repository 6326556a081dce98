package import ImportModel

/// Turns what is to be changed into the fewest calls: project by project, many people a call.
package enum CallPlanner {
  /// The calls and reads of a whole import.
  package static func plan(
    _ assessment: Assessment, in portal: Portal, settings: EngineSettings,
    capabilities: Capabilities
  ) -> CallPlan {
    plan(
      assessment.changes.compactMap { PersonWork($0, in: portal) },
      customers: assessment.customers.compactMap { CustomerWork($0) }, in: portal,
      settings: settings, capabilities: capabilities)
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
    var order: [ProjectID] = []
    func add(_ project: ProjectID) { if seen.insert(project).inserted { order.append(project) } }
    // Most people join the same projects as the one before. By their places: what else there is of each is
    // not copied.
    var recent: [PersonWork.Join] = []
    for place in work.indices {
      if let project = work[place].introduction?.project, project != order.first { add(project) }
      let joins = work[place].joins
      guard joins != recent else { continue }
      for join in joins { add(join.project) }
      recent = joins
    }
    return order
  }
}
