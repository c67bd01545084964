// Curves and normalisations: the integer arithmetic of the dialect's forms, in integers of 64 bits, or in
// doubles where every intermediate value is exact there.
#pragma once

#include "row_finish.h"

// Loops over 64-bit products: vectors without such products make them slower.
#define SCALAR __attribute__((noinline, optimize("no-tree-vectorize")))

namespace rows {

enum Form { TABLE = 0, SEGMENTS = 1, EXPONENTIAL = 2, ERF = 3 };

/// A polynomial on each segment; numbers: first, segment bits, count, width, shifts, then coefficients.
static int64_t segments(const int64_t* f, int64_t x) {
    int64_t u = x - f[0], width = f[3], i = u >> f[1];
    i = i < 0 ? 0 : i > f[2] - 1 ? f[2] - 1 : i;
    int64_t t = u - (i << f[1]);
    const int64_t *shifts = f + 4, *c = f + 4 + width + i * width;
    int64_t sum = c[width - 1];
    for (int64_t power = width - 1; power > 0; power--) sum = ((sum * t) >> shifts[power]) + c[power - 1];
    return sum >> shifts[0];
}

/// A power of two; numbers: top, multiplier, drop, fraction bits, largest shift, then the segments of its mantissa.
static int64_t exponential(const int64_t* f, int64_t x) {
    int64_t w = ((f[0] - x) * f[1] + (1LL << (f[2] - 1))) >> f[2];
    int64_t places = w >> f[3];
    if (places >= f[4]) return 0;
    int64_t value = segments(f + 5, w - (places << f[3]));
    return (value + ((1LL << places) >> 1)) >> places;
}

/// I-BERT's second-order error function; numbers: zero, bound, unit, gated, drop, multiplier, addend, shift.
static int64_t erf(const int64_t* f, int64_t x) {
    int64_t q = x - f[0], size = q < 0 ? -q : q;
    int64_t rest = f[1] - (size < f[1] ? size : f[1]), e = f[2] - rest * rest;
    e = q < 0 ? -e : e;
    int64_t product = f[3] ? q * ((f[2] + e) >> f[4]) : e >> f[4];
    return (product * f[5] + f[6]) >> f[7];
}

INLINE int64_t value(const int64_t* form, int64_t x) {
    return form[0] == SEGMENTS ? segments(form + 1, x) : form[0] == EXPONENTIAL ? exponential(form + 1, x)
                                                                                : erf(form + 1, x);
}

template <typename X, typename Y> static void table(const char* in, const void* entries, int64_t first, int64_t n, char* out) {
    const X* x = (const X*)in;
    const Y* values = (const Y*)entries;
    Y* y = (Y*)out;
    for (int64_t i = 0; i < n; i++) y[i] = values[(int64_t)x[i] - first];
}

/// Each element by itself: a table of what is stored by what is stored, or the form.
static void curve(const Step& step, const Context& c) {
    int64_t size = step.out.pixels * step.out.channels;
    Share mine = share(c, c.events * step.out.pixels);
    mine = {mine.from * step.out.channels, mine.to * step.out.channels};
    for (int64_t from = mine.from, to; from < mine.to; from = to) {
        int64_t event = from / size, first = from % size;
        to = mine.to < (event + 1) * size ? mine.to : (event + 1) * size;
        const char* in = at(c, step.in, event);
        char* out = at(c, step.out, event);
        if (step.form[0] == TABLE) {
            const char* x = in + first * SIZE[step.in.kind];
            char* y = out + first * SIZE[step.out.kind];
            switch (step.in.kind * 4 + step.out.kind) {
                case BYTES * 4 + BYTES: table<uint8_t, uint8_t>(x, step.weights, step.form[1], to - from, y); break;
                case BYTES * 4 + HALVES: table<uint8_t, int16_t>(x, step.weights, step.form[1], to - from, y); break;
                case BYTES * 4 + WORDS: table<uint8_t, int32_t>(x, step.weights, step.form[1], to - from, y); break;
                case HALVES * 4 + BYTES: table<int16_t, uint8_t>(x, step.weights, step.form[1], to - from, y); break;
                case HALVES * 4 + HALVES: table<int16_t, int16_t>(x, step.weights, step.form[1], to - from, y); break;
                case HALVES * 4 + WORDS: table<int16_t, int32_t>(x, step.weights, step.form[1], to - from, y); break;
                case WORDS * 4 + BYTES: table<int32_t, uint8_t>(x, step.weights, step.form[1], to - from, y); break;
                case WORDS * 4 + HALVES: table<int32_t, int16_t>(x, step.weights, step.form[1], to - from, y); break;
                default: table<int32_t, int32_t>(x, step.weights, step.form[1], to - from, y); break;
            }
            continue;
        }
        for (int64_t i = first; i < first + to - from; i++) {
            int64_t x;
            fetch(step.in, in, i, 1, &x);
            x = value(step.form, x);
            x = x < step.low ? step.low : x > step.high ? step.high : x;
            keep(step.out, out, i, 1, &x);
        }
    }
}

static int64_t root(int64_t n) {
    int64_t r = (int64_t)std::sqrt((double)n);
    while (r * r > n) r--;
    while ((r + 1) * (r + 1) <= n) r++;
    return r;
}

/// Numbers of a normalisation's form.
enum Norm { CENTRED = 0, ZERO = 1, EPSILON = 2, GUARD = 3, ROOT = 4, PRECISION = 5, FRACTION = 6, SHIFT = 7, GAINS = 8 };

/// The elements of a row in doubles: gains and biases are already divided by 2^shift, half a step is in the bias.
static void normalised(const double* gain, const double* bias, const int32_t* x, int64_t n, double length, double mean,
                       double factor, double low, double high, int32_t* y) {
    for (int64_t i = 0; i < n; i++) {
        double d = length * (double)x[i] - mean;
        double u = std::floor(std::fma(d, factor, 0.5));
        double v = std::floor(std::fma(u, gain[i], bias[i]));
        v = v > low ? v : low;
        v = v < high ? v : high;
        y[i] = (int32_t)v;
    }
}

/// What the elements of a row have in common.
struct Moments {
    int64_t sum, squares;
};

#if defined(__AVX2__)

/// Of words of 30 bits at most.
static Moments moments(const int32_t* x, int64_t n) {
    __m256i sum = _mm256_setzero_si256(), squares = sum;
    int64_t i = 0;
    for (; i + 8 <= n; i += 8) {
        __m256i even = _mm256_loadu_si256((const __m256i*)(x + i)), odd = _mm256_srli_epi64(even, 32);
        squares = _mm256_add_epi64(squares, _mm256_mul_epi32(even, even));
        squares = _mm256_add_epi64(squares, _mm256_mul_epi32(odd, odd));
        sum = _mm256_add_epi64(sum, _mm256_cvtepi32_epi64(_mm256_castsi256_si128(even)));
        sum = _mm256_add_epi64(sum, _mm256_cvtepi32_epi64(_mm256_extracti128_si256(even, 1)));
    }
    alignas(32) int64_t parts[8];
    _mm256_store_si256((__m256i*)parts, sum);
    _mm256_store_si256((__m256i*)parts + 1, squares);
    Moments m = {parts[0] + parts[1] + parts[2] + parts[3], parts[4] + parts[5] + parts[6] + parts[7]};
    for (; i < n; i++) {
        m.sum += x[i];
        m.squares += (int64_t)x[i] * x[i];
    }
    return m;
}

/// Numbers of a row that are the same for all its elements.
struct Scaling {
    __m256d length, mean, factor, half, low, high;
};

INLINE __m128i four_normalised(const Scaling& s, const double* gain, const double* bias, const int32_t* x) {
    __m256d d = _mm256_fmsub_pd(s.length, _mm256_cvtepi32_pd(_mm_loadu_si128((const __m128i*)x)), s.mean);
    __m256d u = _mm256_floor_pd(_mm256_fmadd_pd(d, s.factor, s.half));
    __m256d v = _mm256_floor_pd(_mm256_fmadd_pd(u, _mm256_loadu_pd(gain), _mm256_loadu_pd(bias)));
    return _mm256_cvtpd_epi32(_mm256_min_pd(_mm256_max_pd(v, s.low), s.high));
}

/// As many elements of a row as are whole vectors, to where they are stored; returns how many.
static int64_t normalised_eights(const Step& step, const int32_t* x, double length, double mean, double factor,
                                 char* to) {
    const double *gain = (const double*)step.weights, *bias = gain + step.columns;
    Scaling s = {_mm256_set1_pd(length), _mm256_set1_pd(mean), _mm256_set1_pd(factor), _mm256_set1_pd(0.5),
                 _mm256_set1_pd((double)step.low), _mm256_set1_pd((double)step.high)};
    __m128i base = _mm_set1_epi32((int32_t)step.out.base);
    int64_t i = 0;
    for (; i + 8 <= step.columns; i += 8) {
        __m128i a = four_normalised(s, gain + i, bias + i, x + i);
        __m128i b = four_normalised(s, gain + i + 4, bias + i + 4, x + i + 4);
        put_eight(step.out.kind, to + i * SIZE[step.out.kind], _mm_sub_epi32(a, base), _mm_sub_epi32(b, base));
    }
    return i;
}

#else

static Moments moments(const int32_t* x, int64_t n) {
    Moments m = {0, 0};
    for (int64_t i = 0; i < n; i++) {
        m.sum += x[i];
        m.squares += (int64_t)x[i] * x[i];
    }
    return m;
}

static int64_t normalised_eights(const Step&, const int32_t*, double, double, double, char*) { return 0; }

#endif

/// Rows normalised by mean and variance, or by the mean of squares.
static void normalize(const Step& step, const Context& c) {
    const int64_t* f = step.form;
    int64_t length = step.columns;
    bool centred = f[CENTRED] != 0, fast = step.weights != nullptr;
    int64_t* x = (int64_t*)c.scratch;
    Share mine = share(c, c.events * step.out.pixels);
    for (int64_t row = mine.from; row < mine.to; row++) {
        int64_t event = row / step.out.pixels, start = row % step.out.pixels * length;
        const char* in = at(c, step.in, event);
        char* out = at(c, step.out, event);
        int64_t sum = 0, squares = 0, zero = centred ? 0 : f[ZERO];
        int32_t* narrow = (int32_t*)x;
        if (fast) {
            fetch(step.in, in, start, length, narrow);
            for (int64_t i = 0; zero != 0 && i < length; i++) narrow[i] -= (int32_t)zero;
            Moments m = moments(narrow, length);
            sum = m.sum;
            squares = m.squares;
        } else {
            fetch(step.in, in, start, length, x);
            for (int64_t i = 0; i < length; i++) {
                x[i] -= zero;
                sum += x[i];
                squares += x[i] * x[i];
            }
        }
        int64_t n = centred ? length : 1, mean = centred ? sum : 0;
        int64_t spread = centred ? n * squares - sum * sum : squares;
        int64_t most = spread + (f[EPSILON] >> f[GUARD]) + 1;
        int64_t places = (f[ROOT] - (64 - __builtin_clzll((uint64_t)most))) & ~1LL, more = places - f[GUARD];
        int64_t r = root((spread << places) + (more < 0 ? f[EPSILON] >> -more : f[EPSILON] << more));
        int64_t k = f[ROOT] / 2 + f[PRECISION];
        int64_t factor = ((1LL << k) + (r >> 1)) / r, drop = k - f[FRACTION] - places / 2;
        if (fast) {
            double by = std::ldexp((double)factor, -(int)drop);
            int64_t done = normalised_eights(step, narrow, (double)n, (double)mean, by, out + start * SIZE[step.out.kind]);
            const double *gain = (const double*)step.weights + done, *bias = gain + length;
            int32_t* y = narrow + length;
            normalised(gain, bias, narrow + done, length - done, (double)n, (double)mean, by, (double)step.low,
                       (double)step.high, y);
            keep(step.out, out, start + done, length - done, y);
            continue;
        }
        const int64_t *gain = f + GAINS, *bias = gain + length;
        for (int64_t i = 0; i < length; i++) {
            int64_t u = ((n * x[i] - mean) * factor + (1LL << (drop - 1))) >> drop;
            int64_t v = (u * gain[i] + bias[i] + (1LL << (f[SHIFT] - 1))) >> f[SHIFT];
            x[i] = v < step.low ? step.low : v > step.high ? step.high : v;
        }
        keep(step.out, out, start, length, x);
    }
}

}  // namespace rows
