extension PlannedPerson {
  /// Why they would be left out of an import whatever is staged for them; what can only be told of a
  /// whole plan, such as look-alike addresses, aside.
  package func obstacles(in portal: Portal) -> [BlockReason] {
    var judge = RowJudge(
      row: PlanRow(person: self), user: email.flatMap { portal.users[$0] },
      on: JudgingGround(of: portal))
    judge.checkPerson()
    let unfinished: Set<BlockReason> = [.noCustomer, .otherCustomer, .ambiguousCustomer]
    return judge.blocked.filter { !unfinished.contains($0) }
  }
}
