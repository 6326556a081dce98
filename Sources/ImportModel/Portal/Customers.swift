/// The customers of a portal in the server's order, found by id and by name.
package struct Customers: Equatable, Sendable, RandomAccessCollection {
  private var all: [Customer] = []
  private var places: [CustomerID: Int] = [:]
  private var placesByName: [CustomerName: [Int]] = [:]

  package init(_ customers: some Sequence<Customer> = []) {
    for customer in customers { append(customer) }
  }

  package var startIndex: Int { all.startIndex }
  package var endIndex: Int { all.endIndex }
  package subscript(place: Int) -> Customer { all[place] }

  /// Adds one at the end.
  package mutating func append(_ customer: Customer) {
    if places[customer.id] == nil { places[customer.id] = all.count }
    if let name = CustomerName(customer.name) {
      placesByName[name, default: []].append(all.count)
    }
    all.append(customer)
  }

  /// The customer of an id.
  package subscript(id: CustomerID) -> Customer? { places[id].map { all[$0] } }

  /// The customers of a name, blanks around it and case aside.
  package func named(_ name: CustomerName) -> [Customer] {
    placesByName[name, default: []].map { all[$0] }
  }

  package static func == (lhs: Customers, rhs: Customers) -> Bool { lhs.all == rhs.all }
}
