import ImportModel

extension JournalPerson {
  /// Whether a call was about the person: it names them, or it made or linked their customer for a
  /// project of theirs.
  package func isConcerned(by intent: IntentRecord) -> Bool {
    guard intent.people.isEmpty else {
      return intent.people.contains { $0.canonical == canonicalEmail }
    }
    guard let customer, let made = intent.customer else { return false }
    let isSame =
      customer.id.isEmpty || made.id.isEmpty
      ? CustomerName(customer.name) == CustomerName(made.name) : customer.id == made.id
    return isSame
      && (intent.project.map { project in projects.contains { $0.project.id == project.id } }
        ?? true)
  }
}
