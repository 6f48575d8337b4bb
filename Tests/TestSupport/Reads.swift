/// What a reader is given, one after another.
package actor Reads<Value: Sendable> {
  package private(set) var left: [Value]

  package init(_ values: [Value]) { left = values }

  package func next() -> Value { left.removeFirst() }
}
