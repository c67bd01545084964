// Shifts and quotients that round, and the search of thresholds. Each shift says what it makes of y / 2^s, where s is
// at least 1 but for shift_floor, and the sum of y and 2^s fits T; each quotient what it makes of y / d.
#ifndef GOSHAWK_ROUNDING_H
#define GOSHAWK_ROUNDING_H

#include <cstddef>

namespace goshawk {

/// Toward minus infinity. Before C++20 a compiler may shift negative integers as it likes, so none is shifted.
template <class T>
constexpr T shift_floor(T y, int s) {
    return y < 0 ? ~(~y >> s) : y >> s;
}

/// Toward zero.
template <class T>
constexpr T shift_toward_zero(T y, int s) {
    return shift_floor<T>(y < 0 ? y + ((T{1} << s) - 1) : y, s);
}

/// Away from zero.
template <class T>
constexpr T shift_away(T y, int s) {
    return shift_floor<T>(y < 0 ? y : y + ((T{1} << s) - 1), s);
}

/// To nearest, ties away from zero.
template <class T>
constexpr T shift_half_away(T y, int s) {
    return shift_floor<T>(y + (T{1} << (s - 1)) - (y < 0 ? 1 : 0), s);
}

/// To nearest, ties toward zero.
template <class T>
constexpr T shift_half_toward_zero(T y, int s) {
    return shift_floor<T>(y + (T{1} << (s - 1)) - (y < 0 ? 0 : 1), s);
}

/// To nearest, ties to even: half of the result's unit less 1, or all of it where the result would be odd.
template <class T>
constexpr T shift_half_even(T y, int s) {
    return shift_floor<T>(y + (T{1} << (s - 1)) - 1 + (shift_floor<T>(y, s) & 1), s);
}

/// To nearest, ties to odd: half of the result's unit, or less 1 where the result is odd already.
template <class T>
constexpr T shift_half_odd(T y, int s) {
    return shift_floor<T>(y + (T{1} << (s - 1)) - (shift_floor<T>(y, s) & 1), s);
}

/// Toward minus infinity of y / d; d is positive, here and below, and twice d fits T.
template <class T>
constexpr T divide_floor(T y, T d) {
    return y / d - (y % d < 0 ? 1 : 0);
}

/// To nearest: q or q + 1, where q = divide_floor(y, d); a tie goes up where `up` says so.
template <class T>
constexpr T nearest_quotient(T y, T d, T q, bool up) {
    return q + (2 * (y - q * d) >= d + (up ? 0 : 1) ? 1 : 0);
}

/// To nearest, ties away from zero.
template <class T>
constexpr T divide_half_away(T y, T d) {
    return nearest_quotient<T>(y, d, divide_floor<T>(y, d), y >= 0);
}

/// To nearest, ties toward zero.
template <class T>
constexpr T divide_half_toward_zero(T y, T d) {
    return nearest_quotient<T>(y, d, divide_floor<T>(y, d), y < 0);
}

/// To nearest, ties to even.
template <class T>
constexpr T divide_half_even(T y, T d) {
    return nearest_quotient<T>(y, d, divide_floor<T>(y, d), divide_floor<T>(y, d) % 2 != 0);
}

/// To nearest, ties to odd.
template <class T>
constexpr T divide_half_odd(T y, T d) {
    return nearest_quotient<T>(y, d, divide_floor<T>(y, d), divide_floor<T>(y, d) % 2 == 0);
}

/// How many of the ascending thresholds x reaches.
template <class T, std::size_t N>
constexpr int reached(const T (&thresholds)[N], T x) {
    std::size_t low = 0;
    std::size_t high = N;
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        if (x >= thresholds[middle]) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return static_cast<int>(low);
}

}  // namespace goshawk

#endif
