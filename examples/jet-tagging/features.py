"""The 16 jet-substructure features, computed with numpy from the constituents of a jet.

Definitions (z_i = constituent pT over the summed pT, theta_ij = distance in rapidity and azimuth):

    e2(b)  = sum over pairs    z_i z_j theta_ij^b
    e3(b)  = sum over triples  z_i z_j z_k (theta_ij theta_ik theta_jk)^b
    1e3(b) = the same with the smallest of the three angles only, 2e3(b) with the two smallest

    C1(b) = e2(b)             C2(b) = e3(b) / e2(b)^2
    D2(b) = e3(b) / e2(b)^3   D2(a,b) = e3(a) / e2(b)^(3a/b)
    M2(b) = 1e3(b) / e2(b)    N2(b) = 2e3(b) / e2(b)^2

Larkoski, Salam, Thaler (2013) for C; Larkoski, Moult, Neill (2014) for D; Moult, Necib, Thaler (2016)
for M and N. These ratios and the mass are taken on the jet groomed by the modified mass-drop tagger,
zlogz and the multiplicity on the jet as clustered. D2(1,1) equals D2(1) by definition; both are kept
because the field's list of 16 has both.
"""

from functools import cache

import numpy as np

NAMES = (
    "zlogz",
    "c1_b0", "c1_b1", "c1_b2",
    "c2_b1", "c2_b2",
    "d2_b1", "d2_b2", "d2_a1_b1", "d2_a1_b2",
    "m2_b1", "m2_b2",
    "n2_b1", "n2_b2",
    "mass_mmdt", "multiplicity",
)  # fmt: skip

# Three-point sums grow with the cube of the number of constituents. The softest beyond this many
# carry a vanishing share of the momentum.
HARDEST = 100


@cache
def _triples():
    """All i < j < k below HARDEST as flat index arrays, ordered by k so that n constituents are a prefix."""
    i, j, k = np.array(
        [(i, j, k) for k in range(HARDEST) for j in range(k) for i in range(j)], dtype=np.int32
    ).T
    flat = [np.ascontiguousarray(a * HARDEST + b) for a, b in ((i, j), (i, k), (j, k))]
    return np.ascontiguousarray(i), np.ascontiguousarray(j), np.ascontiguousarray(k), flat


def _correlations(momenta):
    """The energy correlation sums of one jet; `momenta` is an array of rows (pT, rapidity, azimuth)."""
    momenta = momenta[np.argsort(-momenta[:, 0], kind="stable")][:HARDEST]
    pt, rapidity, azimuth = momenta.T
    count = len(pt)
    z = pt / pt.sum()
    delta_azimuth = (azimuth[:, None] - azimuth[None, :] + np.pi) % (2 * np.pi) - np.pi
    theta = np.zeros((HARDEST, HARDEST))
    theta[:count, :count] = np.hypot(rapidity[:, None] - rapidity[None, :], delta_azimuth)

    first, second, third, flat = _triples()
    total = count * (count - 1) * (count - 2) // 6
    weight = z[first[:total]] * z[second[:total]] * z[third[:total]]
    a, b, c = (theta.ravel()[index[:total]] for index in flat)
    smallest = np.minimum(np.minimum(a, b), c)
    product = a * b * c
    two_smallest = product / np.maximum(np.maximum(np.maximum(a, b), c), 1e-12)

    inner = theta[:count, :count]
    return {
        "e2_0": (1 - np.dot(z, z)) / 2,
        "e2_1": z @ inner @ z / 2,
        "e2_2": z @ (inner * inner) @ z / 2,
        "e3_1": weight @ product,
        "e3_2": weight @ (product * product),
        "1e3_1": weight @ smallest,
        "1e3_2": weight @ (smallest * smallest),
        "2e3_1": weight @ two_smallest,
        "2e3_2": weight @ (two_smallest * two_smallest),
    }


def features(jet, groomed, groomed_mass):
    """The features in the order of NAMES.

    `jet` and `groomed` hold one row (pT, rapidity, azimuth) per constituent of the jet before and after
    grooming; `groomed` needs at least three rows.
    """
    z = jet[:, 0] / jet[:, 0].sum()
    e = _correlations(groomed)
    return np.array([
        np.sum(z * np.log(z)),
        e["e2_0"], e["e2_1"], e["e2_2"],
        e["e3_1"] / e["e2_1"] ** 2, e["e3_2"] / e["e2_2"] ** 2,
        e["e3_1"] / e["e2_1"] ** 3, e["e3_2"] / e["e2_2"] ** 3,
        e["e3_1"] / e["e2_1"] ** 3, e["e3_1"] / e["e2_2"] ** 1.5,
        e["1e3_1"] / e["e2_1"], e["1e3_2"] / e["e2_2"],
        e["2e3_1"] / e["e2_1"] ** 2, e["2e3_2"] / e["e2_2"] ** 2,
        groomed_mass, len(jet),
    ])  # fmt: skip
