import ImportEngine
import ImportModel
import Reporting

/// What undoing a run would do, and what it leaves as it is.
struct RevertReport {
  let prepared: PreparedRevert
  let gates: [Block]

  private var revert: RevertPlan { prepared.revert }

  var report: Report {
    var blocks: [Block] = [.sentence(title)]
    if !revert.rows.isEmpty { blocks.append(.table(people)) }
    if !revert.customersUndone.isEmpty || !revert.customersKept.isEmpty {
      blocks.append(.table(customers))
    }
    blocks += [.sentence(counts), .sentence(cost)]
    if prepared.mailsSent > 0 {
      blocks.append(
        .notice(
          .note,
          "\(prepared.mailsSent, "invitation mail of the run stays", "invitation mails of the run stay") sent: mails can't be undone"
        ))
    }
    blocks += untried + stayers + gates
    blocks.append(.sentence("Plan \(prepared.hashes, .strong)"))
    return Report(blocks, data: data)
  }

  private var title: Text {
    "Preview of undoing run \(prepared.run.run, .strong) of \(time: prepared.run.startedAt) in portal \(prepared.portal.name, .strong), read just now"
  }

  private var counts: Text {
    guard !revert.isEmpty else {
      return revert.rows.isEmpty
        ? "Nothing of the run is left in the portal."
        : "Nothing is left to undo: \(revert.rows.count, "person is", "people are") kept as they are."
    }
    let kept = revert.rows.count { !$0.kept.isEmpty }
    return
      "\(revert.written.count, "person", "people") undone, \(kept, "person", "people") with something kept."
  }

  private var cost: Text {
    let calls = prepared.calls
    guard calls.writes > 0 else { return "Nothing to write: 0 calls, 0 mails." }
    let canaries = calls.calls.count(where: \.isCanary)
    let tried: Text = canaries == 0 ? "" : " (\(canaries, "of them", "of them") tried first, alone)"
    return
      "\(calls.writes, "write call", "write calls")\(tried), 0 mails, about \(Text.duration(.seconds(calls.estimateSeconds)))."
  }

  /// Zoho documents no call that takes anybody out of a portal, nor one that deactivates them.
  private var untried: [Block] {
    let tried = prepared.calls.calls.filter(\.isCanary).map(\.kind)
    let stay: Text = "where the portal refuses, they stay there, invited and without these projects"
    if tried.contains(.removeFromPortal) {
      let other = RunWords.revert(prepared.run.run, isDeactivating: true)
      return [
        .notice(
          .note,
          "taking people out of the portal is not documented by Zoho: one is tried first; \(stay), and \(other) deactivates them instead"
        )
      ]
    }
    guard tried.contains(.deactivate) else { return [] }
    return [
      .notice(.note, "deactivating people is not documented by Zoho: one is tried first; \(stay)")
    ]
  }

  /// Those who are deactivated are still of the portal.
  private var stayers: [Block] {
    let count = revert.deactivated.count
    guard count > 0 else { return [] }
    return [
      .notice(
        .note,
        "\(count, "person stays", "people stay") in the portal, deactivated: import leaves them out (portal-inactive) until somebody activates them in Zoho Projects"
      )
    ]
  }

  private func undone(_ items: [ItemSnapshot]) -> [String] {
    items.map { snapshot in
      let words = snapshot.item.words(by: revert.names)
      return value(snapshot).map { "\(words) back to \($0)" } ?? words
    }
  }

  /// The name of the role or profile that comes back; nil for what is taken away.
  private func value(_ snapshot: ItemSnapshot) -> String? {
    guard case .id(let id) = snapshot.planned else { return nil }
    switch snapshot.item {
    case .role: return RoleID(id).map(revert.names.role)
    case .profile: return ProfileID(id).map(revert.names.profile)
    default: return nil
    }
  }

  private var people: Table {
    var table = Table(
      key: "people",
      columns: [
        Column("email", title: "e-mail", isFlexible: true, shortest: 26),
        Column("name", priority: 2, isFlexible: true),
        Column("undone", isFlexible: true, shortest: 16, wraps: true),
        Column("kept", isFlexible: true, shortest: 16, wraps: true),
      ])
    for row in revert.rows {
      table.append([
        Cell(row.person.emailText), .text(row.person.name), .list(undone(row.undone)),
        .text(KeptItem.words(of: row.kept, by: revert.names).joined(separator: "; ")),
      ])
    }
    return table
  }

  private var customers: Table {
    var table = Table(
      key: "customers",
      columns: [
        Column("undone", isFlexible: true, wraps: true),
        Column("kept", isFlexible: true, wraps: true),
      ])
    for words in undone(revert.customersUndone) { table.append([.text(words), .empty]) }
    for words in KeptItem.words(of: revert.customersKept, by: revert.names) {
      table.append([.empty, .text(words)])
    }
    return table
  }

  private var data: DataValue {
    [
      "schema": 1, "run": .integer(prepared.run.run), "plan": .string(prepared.plan.full),
      "state": .string(prepared.state.full),
      "portal": [
        "id": .string(prepared.portal.id.text), "name": .string(prepared.portal.name),
      ],
      "people": .array(
        revert.rows.map { row in
          [
            "email": .optional(row.person.emailText), "name": .string(row.person.name),
            "undone": .strings(undone(row.undone)), "kept": .array(kept(row.kept)),
          ]
        }),
      "customers": [
        "undone": .strings(undone(revert.customersUndone)),
        "kept": .array(kept(revert.customersKept)),
      ],
      "calls": .integer(prepared.calls.writes), "mails": .integer(0),
      "mails_sent": .integer(prepared.mailsSent),
      "estimate_seconds": .integer(prepared.calls.estimateSeconds),
    ]
  }

  private func kept(_ items: [KeptItem]) -> [DataValue] {
    items.map { kept in
      [
        "item": .string(kept.item.words(by: revert.names)),
        "reason": .string(kept.reason.words(by: revert.names)),
      ]
    }
  }
}
