// Shifts and quotients that round, and clamps. Each shift says what it makes of y / 2^s; s is at least 1 but for
// shift_floor, and the sum of y and 2^s fits W bits.
#ifndef GOSHAWK_ROUNDING_H
#define GOSHAWK_ROUNDING_H

#include "ap_int.h"

namespace goshawk {

/// Toward minus infinity: what >> does to an ap_int.
template <int W>
ap_int<W> shift_floor(const ap_int<W>& y, int s) {
#pragma HLS INLINE
    return y >> s;
}

/// Toward zero.
template <int W>
ap_int<W> shift_toward_zero(const ap_int<W>& y, int s) {
#pragma HLS INLINE
    const ap_int<W> added = y < 0 ? ap_int<W>((ap_int<W>(1) << s) - 1) : ap_int<W>(0);
    return ap_int<W>(y + added) >> s;
}

/// Away from zero.
template <int W>
ap_int<W> shift_away(const ap_int<W>& y, int s) {
#pragma HLS INLINE
    const ap_int<W> added = y < 0 ? ap_int<W>(0) : ap_int<W>((ap_int<W>(1) << s) - 1);
    return ap_int<W>(y + added) >> s;
}

/// To nearest, ties away from zero.
template <int W>
ap_int<W> shift_half_away(const ap_int<W>& y, int s) {
#pragma HLS INLINE
    const ap_int<W> half = ap_int<W>(1) << (s - 1);
    return ap_int<W>(y < 0 ? ap_int<W>(y + half - 1) : ap_int<W>(y + half)) >> s;
}

/// To nearest, ties toward zero.
template <int W>
ap_int<W> shift_half_toward_zero(const ap_int<W>& y, int s) {
#pragma HLS INLINE
    const ap_int<W> half = ap_int<W>(1) << (s - 1);
    return ap_int<W>(y < 0 ? ap_int<W>(y + half) : ap_int<W>(y + half - 1)) >> s;
}

/// To nearest, ties to even: half of the result's unit less 1, or all of it where the result would be odd.
template <int W>
ap_int<W> shift_half_even(const ap_int<W>& y, int s) {
#pragma HLS INLINE
    const ap_int<W> half = ap_int<W>(1) << (s - 1);
    const ap_int<W> odd = ap_int<W>(y >> s) & 1;
    return ap_int<W>(y + half - 1 + odd) >> s;
}

/// To nearest, ties to odd: half of the result's unit, or less 1 where the result is odd already.
template <int W>
ap_int<W> shift_half_odd(const ap_int<W>& y, int s) {
#pragma HLS INLINE
    const ap_int<W> half = ap_int<W>(1) << (s - 1);
    const ap_int<W> odd = ap_int<W>(y >> s) & 1;
    return ap_int<W>(y + half - odd) >> s;
}

/// Toward minus infinity of y / d; d is positive, here and below, and twice d fits W bits.
template <int W>
ap_int<W> divide_floor(const ap_int<W>& y, const ap_int<W>& d) {
#pragma HLS INLINE
    const ap_int<W> q = y / d;
    return q * d > y ? ap_int<W>(q - 1) : q;
}

/// To nearest: q or q + 1, where q = divide_floor(y, d); a tie goes up where `up` says so.
template <int W>
ap_int<W> nearest_quotient(const ap_int<W>& y, const ap_int<W>& d, const ap_int<W>& q, bool up) {
#pragma HLS INLINE
    const ap_int<W + 1> twice = ap_int<W>(y - q * d) * 2;
    return twice > d || (up && twice == d) ? ap_int<W>(q + 1) : q;
}

/// To nearest, ties away from zero.
template <int W>
ap_int<W> divide_half_away(const ap_int<W>& y, const ap_int<W>& d) {
#pragma HLS INLINE
    return nearest_quotient<W>(y, d, divide_floor<W>(y, d), y >= 0);
}

/// To nearest, ties toward zero.
template <int W>
ap_int<W> divide_half_toward_zero(const ap_int<W>& y, const ap_int<W>& d) {
#pragma HLS INLINE
    return nearest_quotient<W>(y, d, divide_floor<W>(y, d), y < 0);
}

/// To nearest, ties to even.
template <int W>
ap_int<W> divide_half_even(const ap_int<W>& y, const ap_int<W>& d) {
#pragma HLS INLINE
    const ap_int<W> q = divide_floor<W>(y, d);
    return nearest_quotient<W>(y, d, q, q[0] == 1);
}

/// To nearest, ties to odd.
template <int W>
ap_int<W> divide_half_odd(const ap_int<W>& y, const ap_int<W>& d) {
#pragma HLS INLINE
    const ap_int<W> q = divide_floor<W>(y, d);
    return nearest_quotient<W>(y, d, q, q[0] == 0);
}

/// The value of [low, high] nearest to y.
template <int W>
ap_int<W> clamp(const ap_int<W>& y, const ap_int<W>& low, const ap_int<W>& high) {
#pragma HLS INLINE
    return y < low ? low : y > high ? high : y;
}

}  // namespace goshawk

#endif
