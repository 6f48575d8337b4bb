import Foundation

/// A number with so many digits after the point, as tables and JSON have it.
func rounded(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }
