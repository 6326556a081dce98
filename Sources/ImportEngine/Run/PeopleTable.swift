import ImportModel

/// A value for each of a run's people, or none, found by their canonical e-mail. The tables of a run share
/// what finds the people.
struct PeopleTable<Value: Sendable>: Sendable {
  /// Places in the run's order; of rows with one address the first one.
  private let places: [EmailAddress: Int]
  private var values: [Value?]

  /// What `value` makes of each row that has an address; of rows with one address the first one counts for
  /// which that is something.
  init(
    _ places: [EmailAddress: Int], of people: [RunPerson],
    _ value: (RunPerson, EmailAddress) -> Value?
  ) {
    self.places = places
    values = Array(repeating: nil, count: people.count)
    for person in people {
      guard let email = person.email, let place = places[email], values[place] == nil else {
        continue
      }
      values[place] = value(person, email)
    }
  }

  subscript(email: EmailAddress) -> Value? {
    get { places[email].flatMap { values[$0] } }
    _modify {
      if let place = places[email] {
        yield &values[place]
      } else {
        var nobody: Value?
        yield &nobody
        // What was said of somebody would be lost, and the run end as if it had not been.
        precondition(nobody == nil, "a value for somebody who is not in the run")
      }
    }
  }

  /// Everybody who has a value, in no order.
  var all: [(EmailAddress, Value)] {
    places.compactMap { email, place in values[place].map { (email, $0) } }
  }
}
