extension PortalService {
  /// What each of the keys reads, in their order, several at once where the service allows it; fails
  /// with the first failure there is, and asks for nothing more then.
  package func reading<Key: Sendable, Value: Sendable>(
    _ keys: [Key],
    _ read: @escaping @Sendable (Key) async throws(ServiceFailure) -> Value
  ) async throws(ServiceFailure) -> [Value] {
    typealias Answer = (index: Int, result: Result<Value, ServiceFailure>)
    @Sendable func ask(_ index: Int) async -> Answer {
      do throws(ServiceFailure) {
        let value = try await read(keys[index])
        return (index, .success(value))
      } catch {
        return (index, .failure(error))
      }
    }
    let result = await withTaskGroup(of: Answer.self) { group in
      var values = [Value?](repeating: nil, count: keys.count)
      var next = min(max(concurrentReads, 1), keys.count)
      for index in 0..<next { group.addTask { await ask(index) } }
      while let answer = await group.next() {
        switch answer.result {
        case .success(let value): values[answer.index] = value
        case .failure(let failure):
          group.cancelAll()
          return Result<[Value], ServiceFailure>.failure(failure)
        }
        guard next < keys.count else { continue }
        let index = next
        next += 1
        group.addTask { await ask(index) }
      }
      return .success(values.compactMap(\.self))
    }
    return try result.get()
  }
}
