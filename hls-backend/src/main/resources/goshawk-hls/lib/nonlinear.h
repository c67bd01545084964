// Functions that integers have approximate forms for. W bits hold every value on the way, and exceed every shift;
// shifts to the right are toward minus infinity.
#ifndef GOSHAWK_NONLINEAR_H
#define GOSHAWK_NONLINEAR_H

#include "ap_int.h"

namespace goshawk {

/// One of N / D polynomials, D coefficients each, that of the lowest power first: one for each 2^bits integers from
/// `first` on. The outermost ones go on beyond.
template <int W, class C, int N, class S, int D>
ap_int<W> segments(const ap_int<W>& x, const ap_int<W>& first, int bits, const C (&coefficients)[N],
                   const S (&shifts)[D]) {
#pragma HLS INLINE
    const int last = N / D - 1;
    const ap_int<W> u = x - first;
    const ap_int<W> place = u >> bits;
    const int segment = place < 0 ? 0 : place > last ? last : place.to_int();
    const ap_int<W> t = u - ap_int<W>(ap_int<W>(segment) << bits);
    ap_int<W> sum = ap_int<W>(coefficients[segment * D + D - 1]);
    for (int power = D - 1; power > 0; --power) {
#pragma HLS UNROLL
        const ap_int<W> product = sum * t;
        const ap_int<W> shifted = product >> int(shifts[power]);
        sum = shifted + ap_int<W>(coefficients[segment * D + power - 1]);
    }
    return sum >> int(shifts[0]);
}

/// A power of two that falls as x does: segments of the fraction of the exponent, shifted right by the rest of it.
template <int W, class C, int N, class S, int D>
ap_int<W> exponential(const ap_int<W>& x, const ap_int<W>& top, const ap_int<W>& multiplier, int drop, int fraction,
                      int most, const ap_int<W>& first, int bits, const C (&coefficients)[N], const S (&shifts)[D]) {
#pragma HLS INLINE
    const ap_int<W> distance = top - x;
    const ap_int<W> product = distance * multiplier + ap_int<W>(ap_int<W>(1) << (drop - 1));
    const ap_int<W> exponent = product >> drop;
    const ap_int<W> whole = exponent >> fraction;
    const bool none = whole >= most;
    const int places = none ? 0 : whole.to_int();
    const ap_int<W> rest = exponent - ap_int<W>(whole << fraction);
    const ap_int<W> value = segments<W>(rest, first, bits, coefficients, shifts);
    const ap_int<W> half = ap_int<W>(ap_int<W>(1) << places) >> 1;
    const ap_int<W> result = ap_int<W>(value + half) >> places;
    return none ? ap_int<W>(0) : result;
}

/// The error function of q as a parabola that ends at `bound`; times 1 / unit it is about erf.
template <int W>
ap_int<W> error_function(const ap_int<W>& q, const ap_int<W>& bound, const ap_int<W>& unit) {
#pragma HLS INLINE
    const ap_int<W> magnitude = q < 0 ? ap_int<W>(-q) : q;
    const ap_int<W> rest = bound - (magnitude < bound ? magnitude : bound);
    const ap_int<W> value = unit - rest * rest;
    return q < 0 ? ap_int<W>(-value) : value;
}

/// How many bits n has; n is not negative.
template <int W>
int bit_length(const ap_int<W>& n) {
#pragma HLS INLINE
    int bits = 0;
    for (int i = 0; i < W; ++i) {
#pragma HLS UNROLL
        if (n[i]) bits = i + 1;
    }
    return bits;
}

/// n times 2^places, rounded down; n is not negative.
template <int W>
ap_int<W> moved(const ap_int<W>& n, int places) {
#pragma HLS INLINE
    return places < 0 ? ap_int<W>(n >> -places) : ap_int<W>(n << places);
}

/// The square root of n, rounded down; n is not negative.
template <int W>
ap_int<W> root(const ap_int<W>& n) {
    ap_int<W> rest = n;
    ap_int<W> result = 0;
    for (int i = (W - 2) / 2; i >= 0; --i) {
#pragma HLS PIPELINE II=1
        const ap_int<W> place = ap_int<W>(1) << (2 * i);
        const ap_int<W> tried = result + place;
        const bool fits = rest >= tried;
        rest = fits ? ap_int<W>(rest - tried) : rest;
        result = fits ? ap_int<W>(ap_int<W>(result >> 1) + place) : ap_int<W>(result >> 1);
    }
    return result;
}

}  // namespace goshawk

#endif
