/// The 0.975 quantile of Student's t.
enum StudentQuantile {
    /// For a number of degrees of freedom, at least 1; beyond 19 by Fisher and Cornish's expansion, good to 2e-5.
    static func twoSided95(degreesOfFreedom: Int) -> Double {
        let table = [
            12.706205, 4.302653, 3.182446, 2.776445, 2.570582, 2.446912, 2.364624, 2.306004, 2.262157, 2.228139,
            2.200985, 2.178813, 2.160369, 2.144787, 2.131450, 2.119905, 2.109816, 2.100922, 2.093024,
        ]
        let degrees = max(1, degreesOfFreedom)
        if degrees <= table.count { return table[degrees - 1] }
        // Abramowitz and Stegun 26.7.5.
        let z = 1.959963984540054
        let n = Double(degrees)
        let z2 = z * z
        let g1 = z * (z2 + 1) / 4
        let g2 = z * ((5 * z2 + 16) * z2 + 3) / 96
        let g3 = z * (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384
        return z + (g1 + (g2 + g3 / n) / n) / n
    }
}
