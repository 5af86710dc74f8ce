// The few functions of mathematics that the room needs.

private import Foundation

/// `e` to a power.
func exponential(_ power: Double) -> Double { exp(power) }

/// The logarithm of 1 less a number of [0, 1).
func log1(_ unit: Double) -> Double { log1p(-unit) }

/// The natural logarithm.
func logarithm(_ number: Double) -> Double { log(number) }

/// A number to a power.
func power(_ number: Double, _ exponent: Double) -> Double { pow(number, exponent) }

/// The cosine of an angle in radians.
func cosine(_ angle: Double) -> Double { cos(angle) }

/// 1 - e^-x, without loss for small `x`.
func rise(_ x: Double) -> Double { -expm1(-x) }

/// The expected number of events where `mean` were expected and at least one happened: mean / (1 - e^-mean).
///
/// One changed look stands for more than one change when many were due (interval-censored counts: Cho and
/// Garcia-Molina, “Estimating frequency of change”, ACM TOIT 3(3), 2003).
func countGivenSome(_ mean: Double) -> Double { mean < 1e-9 ? 1 : mean / rise(mean) }
