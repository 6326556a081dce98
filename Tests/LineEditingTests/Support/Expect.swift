import Testing

/// The same as `#expect(left == right)`, for calls that change a value.
func expect<Value: Equatable>(
  _ left: Value, _ right: Value, _ sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(left == right, sourceLocation: sourceLocation)
}
