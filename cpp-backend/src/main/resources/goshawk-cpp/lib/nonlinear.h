// Functions that integers have approximate forms for. T is signed and holds every value on the way; shifts to the
// right are toward minus infinity.
#ifndef GOSHAWK_NONLINEAR_H
#define GOSHAWK_NONLINEAR_H

#include <algorithm>
#include <cstddef>

#include "rounding.h"

namespace goshawk {

/// One of N / W polynomials, W coefficients each, that of the lowest power first: one for each 2^bits integers from
/// `first` on. The outermost ones go on beyond.
template <class T, class C, std::size_t N, class S, std::size_t W>
constexpr T segments(T x, T first, int bits, const C (&coefficients)[N], const S (&shifts)[W]) {
    const T u = x - first;
    const T segment = std::clamp<T>(shift_floor<T>(u, bits), 0, static_cast<T>(N / W - 1));
    const T t = u - (segment << bits);
    const C* const own = coefficients + static_cast<std::size_t>(segment) * W;
    T sum = static_cast<T>(own[W - 1]);
    for (std::size_t power = W - 1; power > 0; --power) {
        sum = shift_floor<T>(sum * t, shifts[power]) + static_cast<T>(own[power - 1]);
    }
    return shift_floor<T>(sum, shifts[0]);
}

/// A power of two that falls as x does: segments of the fraction of the exponent, shifted right by the rest of it.
template <class T, class C, std::size_t N, class S, std::size_t W>
constexpr T exponential(T x, T top, T multiplier, int drop, int fraction, int most, T first, int bits,
                        const C (&coefficients)[N], const S (&shifts)[W]) {
    const T exponent = shift_floor<T>((top - x) * multiplier + (T{1} << (drop - 1)), drop);
    const T whole = shift_floor<T>(exponent, fraction);
    if (whole >= most) return 0;
    const int places = static_cast<int>(whole);
    const T value = segments<T>(exponent - (whole << fraction), first, bits, coefficients, shifts);
    return shift_floor<T>(value + ((T{1} << places) >> 1), places);
}

/// The error function of q as a parabola that ends at `bound`; times 1 / unit it is about erf.
template <class T>
constexpr T error_function(T q, T bound, T unit) {
    const T rest = bound - std::min<T>(q < 0 ? -q : q, bound);
    const T magnitude = unit - rest * rest;
    return q < 0 ? -magnitude : magnitude;
}

/// How many bits n has; n is not negative.
template <class T>
constexpr int bit_length(T n) {
    int bits = 0;
    for (; n > 0; n >>= 1) ++bits;
    return bits;
}

/// n times 2^places, rounded down; n is not negative.
template <class T>
constexpr T moved(T n, int places) {
    return places < 0 ? n >> -places : n << places;
}

/// The square root of n, rounded down; n is not negative.
template <class T>
constexpr T root(T n) {
    T place = T{1} << (static_cast<int>(sizeof(T)) * 8 - 2);
    while (place > n) place >>= 2;
    T result = 0;
    for (; place > 0; place >>= 2) {
        if (n >= result + place) {
            n -= result + place;
            result = (result >> 1) + place;
        } else {
            result >>= 1;
        }
    }
    return result;
}

}  // namespace goshawk

#endif
