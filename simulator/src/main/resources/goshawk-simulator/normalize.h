// Normalisations: the integer arithmetic of the dialect's forms, in integers of 64 bits, or in doubles where every
// intermediate value is exact there.
#pragma once

#include "row_finish.h"

namespace rows {

static int64_t root(int64_t n) {
    int64_t r = (int64_t)std::sqrt((double)n);
    while (r * r > n) r--;
    while ((r + 1) * (r + 1) <= n) r++;
    return r;
}

/// Numbers of a normalisation's form.
enum Norm { CENTRED = 0, ZERO = 1, EPSILON = 2, GUARD = 3, ROOT = 4, PRECISION = 5, FRACTION = 6, SHIFT = 7, GAINS = 8 };

/// Sums over a row.
struct Moments {
    int64_t sum, squares;
};

/// What all elements of a row have in common: `length * x - mean`, times `factor`, rounded.
struct Scaling {
    double length, mean, factor;
};

#if defined(__AVX2__)

#if defined(SIXTEEN_LANES)

constexpr int64_t WIDE = 16;

/// WIDE elements of a row less `zero`, of words of 31 bits at most.
INLINE __m512i wide(int64_t kind, const char* p, __m512i zero) {
    __m512i x = kind == BYTES ? _mm512_cvtepu8_epi32(_mm_loadu_si128((const __m128i*)p))
        : kind == HALVES ? _mm512_cvtepi16_epi32(_mm256_loadu_si256((const __m256i*)p)) : _mm512_loadu_si512(p);
    return _mm512_sub_epi32(x, zero);
}

/// As many elements as are whole vectors; returns how many.
static int64_t moments(int64_t kind, const char* row, int64_t zero, int64_t n, Moments* m) {
    __m512i sum = _mm512_setzero_si512(), squares = sum, zeros = _mm512_set1_epi32((int32_t)zero);
    int64_t i = 0;
    for (; i + WIDE <= n; i += WIDE) {
        __m512i even = wide(kind, row + i * SIZE[kind], zeros), odd = _mm512_srli_epi64(even, 32);
        squares = _mm512_add_epi64(squares, _mm512_mul_epi32(even, even));
        squares = _mm512_add_epi64(squares, _mm512_mul_epi32(odd, odd));
        sum = _mm512_add_epi64(sum, _mm512_cvtepi32_epi64(_mm512_castsi512_si256(even)));
        sum = _mm512_add_epi64(sum, _mm512_cvtepi32_epi64(_mm512_extracti64x4_epi64(even, 1)));
    }
    m->sum += _mm512_reduce_add_epi64(sum);
    m->squares += _mm512_reduce_add_epi64(squares);
    return i;
}

/// The numbers of Scaling and the clamps in vectors.
struct Scalings {
    __m512d length, mean, factor, low, high;
};

INLINE __m256i eight_normalised(const Scalings& s, const double* gain, const double* bias, __m256i x) {
    __m512d d = _mm512_fmsub_pd(s.length, _mm512_cvtepi32_pd(x), s.mean);
    __m512d u = _mm512_floor_pd(_mm512_fmadd_pd(d, s.factor, _mm512_set1_pd(0.5)));
    __m512d v = _mm512_floor_pd(_mm512_fmadd_pd(u, _mm512_loadu_pd(gain), _mm512_loadu_pd(bias)));
    return _mm512_cvtpd_epi32(_mm512_min_pd(_mm512_max_pd(v, s.low), s.high));
}

/// As many elements of a row as are whole vectors, to where they are stored; returns how many.
static int64_t normalised(const Step& step, const char* row, int64_t zero, Scaling a, char* to) {
    const double *gain = (const double*)step.weights, *bias = gain + step.columns;
    Scalings s = {_mm512_set1_pd(a.length), _mm512_set1_pd(a.mean), _mm512_set1_pd(a.factor),
                  _mm512_set1_pd((double)step.low), _mm512_set1_pd((double)step.high)};
    __m512i base = _mm512_set1_epi32((int32_t)step.out.base), zeros = _mm512_set1_epi32((int32_t)zero);
    int64_t i = 0, kind = step.in.kind;
    for (; i + WIDE <= step.columns; i += WIDE) {
        __m512i x = wide(kind, row + i * SIZE[kind], zeros);
        __m256i left = eight_normalised(s, gain + i, bias + i, _mm512_castsi512_si256(x));
        __m256i right = eight_normalised(s, gain + i + 8, bias + i + 8, _mm512_extracti64x4_epi64(x, 1));
        __m512i y = _mm512_inserti64x4(_mm512_castsi256_si512(left), right, 1);
        put_sixteen(step.out.kind, to + i * SIZE[step.out.kind], _mm512_sub_epi32(y, base));
    }
    return i;
}

#else

constexpr int64_t WIDE = 8;

/// WIDE elements of a row less `zero`, of words of 31 bits at most.
INLINE __m256i wide(int64_t kind, const char* p, __m256i zero) {
    __m256i x = kind == BYTES ? _mm256_cvtepu8_epi32(_mm_loadl_epi64((const __m128i*)p))
        : kind == HALVES ? _mm256_cvtepi16_epi32(_mm_loadu_si128((const __m128i*)p)) : _mm256_loadu_si256((const __m256i*)p);
    return _mm256_sub_epi32(x, zero);
}

/// As many elements as are whole vectors; returns how many.
static int64_t moments(int64_t kind, const char* row, int64_t zero, int64_t n, Moments* m) {
    __m256i sum = _mm256_setzero_si256(), squares = sum, zeros = _mm256_set1_epi32((int32_t)zero);
    int64_t i = 0;
    for (; i + WIDE <= n; i += WIDE) {
        __m256i even = wide(kind, row + i * SIZE[kind], zeros), odd = _mm256_srli_epi64(even, 32);
        squares = _mm256_add_epi64(squares, _mm256_mul_epi32(even, even));
        squares = _mm256_add_epi64(squares, _mm256_mul_epi32(odd, odd));
        sum = _mm256_add_epi64(sum, _mm256_cvtepi32_epi64(_mm256_castsi256_si128(even)));
        sum = _mm256_add_epi64(sum, _mm256_cvtepi32_epi64(_mm256_extracti128_si256(even, 1)));
    }
    alignas(32) int64_t parts[8];
    _mm256_store_si256((__m256i*)parts, sum);
    _mm256_store_si256((__m256i*)parts + 1, squares);
    m->sum += parts[0] + parts[1] + parts[2] + parts[3];
    m->squares += parts[4] + parts[5] + parts[6] + parts[7];
    return i;
}

/// The numbers of Scaling and the clamps in vectors.
struct Scalings {
    __m256d length, mean, factor, low, high;
};

INLINE __m128i four_normalised(const Scalings& s, const double* gain, const double* bias, __m128i x) {
    __m256d d = _mm256_fmsub_pd(s.length, _mm256_cvtepi32_pd(x), s.mean);
    __m256d u = _mm256_floor_pd(_mm256_fmadd_pd(d, s.factor, _mm256_set1_pd(0.5)));
    __m256d v = _mm256_floor_pd(_mm256_fmadd_pd(u, _mm256_loadu_pd(gain), _mm256_loadu_pd(bias)));
    return _mm256_cvtpd_epi32(_mm256_min_pd(_mm256_max_pd(v, s.low), s.high));
}

/// As many elements of a row as are whole vectors, to where they are stored; returns how many.
static int64_t normalised(const Step& step, const char* row, int64_t zero, Scaling a, char* to) {
    const double *gain = (const double*)step.weights, *bias = gain + step.columns;
    Scalings s = {_mm256_set1_pd(a.length), _mm256_set1_pd(a.mean), _mm256_set1_pd(a.factor),
                  _mm256_set1_pd((double)step.low), _mm256_set1_pd((double)step.high)};
    __m128i base = _mm_set1_epi32((int32_t)step.out.base);
    __m256i zeros = _mm256_set1_epi32((int32_t)zero);
    int64_t i = 0, kind = step.in.kind;
    for (; i + WIDE <= step.columns; i += WIDE) {
        __m256i x = wide(kind, row + i * SIZE[kind], zeros);
        __m128i left = four_normalised(s, gain + i, bias + i, _mm256_castsi256_si128(x));
        __m128i right = four_normalised(s, gain + i + 4, bias + i + 4, _mm256_extracti128_si256(x, 1));
        put_eight(step.out.kind, to + i * SIZE[step.out.kind], _mm_sub_epi32(left, base), _mm_sub_epi32(right, base));
    }
    return i;
}

#endif

#else

static int64_t moments(int64_t, const char*, int64_t, int64_t, Moments*) { return 0; }
static int64_t normalised(const Step&, const char*, int64_t, Scaling, char*) { return 0; }

#endif

/// A row's root and reciprocal: what `length * x - mean` is multiplied by, before a shift by `drop`.
struct Factor {
    int64_t factor, drop;
};

INLINE Factor factor_of(const int64_t* f, int64_t spread) {
    int64_t most = spread + (f[EPSILON] >> f[GUARD]) + 1;
    int64_t places = (f[ROOT] - (64 - __builtin_clzll((uint64_t)most))) & ~1LL, more = places - f[GUARD];
    int64_t r = root((spread << places) + (more < 0 ? f[EPSILON] >> -more : f[EPSILON] << more));
    int64_t k = f[ROOT] / 2 + f[PRECISION];
    return {((1LL << k) + (r >> 1)) / r, k - f[FRACTION] - places / 2};
}

/// A row of words in doubles: gains and biases are already divided by 2^shift, half a step is in the bias.
static void normalize_words(const Step& step, const char* in, char* out, int64_t start) {
    const int64_t* f = step.form;
    int64_t length = step.columns, zero = f[CENTRED] ? 0 : f[ZERO], kind = step.in.kind;
    const char* row = in + start * SIZE[kind];
    Moments m = {0, 0};
    int32_t x[CHUNK];
    for (int64_t i = moments(kind, row, zero - step.in.base, length, &m); i < length; i += CHUNK) {
        int64_t some = length - i < CHUNK ? length - i : CHUNK;
        fetch(step.in, in, start + i, some, x);
        for (int64_t k = 0; k < some; k++) {
            int64_t v = x[k] - zero;
            m.sum += v;
            m.squares += v * v;
        }
    }
    int64_t n = f[CENTRED] ? length : 1, mean = f[CENTRED] ? m.sum : 0;
    Factor by = factor_of(f, f[CENTRED] ? n * m.squares - m.sum * m.sum : m.squares);
    Scaling s = {(double)n, (double)mean, std::ldexp((double)by.factor, -(int)by.drop)};
    const double *gain = (const double*)step.weights, *bias = gain + length;
    int64_t i = normalised(step, row, zero - step.in.base, s, out + start * SIZE[step.out.kind]);
    for (; i < length; i += CHUNK) {
        int64_t some = length - i < CHUNK ? length - i : CHUNK;
        int32_t y[CHUNK];
        fetch(step.in, in, start + i, some, x);
        for (int64_t k = 0; k < some; k++) {
            double d = s.length * (double)(x[k] - (int32_t)zero) - s.mean;
            double u = std::floor(std::fma(d, s.factor, 0.5));
            double v = std::floor(std::fma(u, gain[i + k], bias[i + k]));
            v = v > (double)step.low ? v : (double)step.low;
            y[k] = (int32_t)(v < (double)step.high ? v : (double)step.high);
        }
        keep(step.out, out, start + i, some, y);
    }
}

/// Rows normalised by mean and variance, or by the mean of squares.
static void normalize(const Step& step, const Context& c) {
    const int64_t* f = step.form;
    int64_t length = step.columns, zero = f[CENTRED] ? 0 : f[ZERO];
    int64_t* x = (int64_t*)c.scratch;
    Share mine = share(c, c.events * step.out.pixels);
    for (int64_t row = mine.from; row < mine.to; row++) {
        int64_t event = row / step.out.pixels, start = row % step.out.pixels * length;
        const char* in = at(c, step.in, event);
        char* out = at(c, step.out, event);
        if (step.weights) {
            normalize_words(step, in, out, start);
            continue;
        }
        int64_t sum = 0, squares = 0;
        fetch(step.in, in, start, length, x);
        for (int64_t i = 0; i < length; i++) {
            x[i] -= zero;
            sum += x[i];
            squares += x[i] * x[i];
        }
        int64_t n = f[CENTRED] ? length : 1, mean = f[CENTRED] ? sum : 0;
        Factor by = factor_of(f, f[CENTRED] ? n * squares - sum * sum : squares);
        const int64_t *gain = f + GAINS, *bias = gain + length;
        for (int64_t i = 0; i < length; i++) {
            int64_t u = ((n * x[i] - mean) * by.factor + (1LL << (by.drop - 1))) >> by.drop;
            int64_t v = (u * gain[i] + bias[i] + (1LL << (f[SHIFT] - 1))) >> f[SHIFT];
            x[i] = v < step.low ? step.low : v > step.high ? step.high : v;
        }
        keep(step.out, out, start, length, x);
    }
}

}  // namespace rows
