// Softmax: the exponentials of a row, their sum, and what each becomes of the whole.
#pragma once

namespace rows {

/// exp of n distances, none positive, by a mantissa of degree 2 whose segments begin at 0 and cover every fraction.
/// Numbers: multiplier, half a step, drop, largest exponent in steps of w, fraction bits, segment bits, three shifts,
/// then three coefficients a segment. Gives their sum.
SCALAR static int64_t exponentials(const int64_t* f, int64_t n, const int32_t* x, int32_t top, int64_t* e) {
    int64_t multiplier = f[0], half = f[1], limit = f[3], mask = ((int64_t)1 << f[4]) - 1;
    int64_t within = ((int64_t)1 << f[5]) - 1, sum = 0;
    int drop = (int)f[2], fraction = (int)f[4], bits = (int)f[5], s0 = (int)f[6], s1 = (int)f[7], s2 = (int)f[8];
    for (int64_t i = 0; i < n; i++) {
        int64_t w = (((int64_t)top - x[i]) * multiplier + half) >> drop;
        int64_t places = w >> fraction, u = w & mask, t = u & within;
        const int64_t* k = f + 9 + 3 * (u >> bits);
        int64_t v = ((((((k[2] * t) >> s2) + k[1]) * t) >> s1) + k[0]) >> s0;
        places = places < 62 ? places : 62;
        v = (v + (((int64_t)1 << places) >> 1)) >> places;
        v = w >= limit || v < 0 ? 0 : v;
        e[i] = v;
        sum += v;
    }
    return sum;
}

/// What the exponentials of a row become with its factor.
SCALAR static void shares(const int64_t* form, int64_t factor, int64_t low, int64_t high, int64_t length, int64_t* x) {
    int64_t shift = form[1], half = 1LL << (shift - 1), zero = form[3];
    if (form[2]) {
        // What a shift drops goes to the next: differences of the shifted partial sums.
        int64_t mass = half, before = 0;
        for (int64_t i = 0; i < length; i++) {
            mass += x[i] * factor;
            int64_t steps = mass >> shift, v = steps - before + zero;
            before = steps;
            x[i] = v < low ? low : v > high ? high : v;
        }
    } else {
        for (int64_t i = 0; i < length; i++) {
            int64_t v = ((x[i] * factor + half) >> shift) + zero;
            x[i] = v < low ? low : v > high ? high : v;
        }
    }
}

/// The exponentials of a row's distances from its largest element, in place, from their table; from `last` on they are
/// its last entry, 0. Gives their sum.
SCALAR static int64_t looked_up(const int32_t* table, uint32_t last, int64_t n, int32_t top, int32_t* x) {
    int64_t sum = 0;
    for (int64_t i = 0; i < n; i++) {
        uint32_t distance = (uint32_t)top - (uint32_t)x[i];
        x[i] = table[distance < last ? distance : last];
        sum += x[i];
    }
    return sum;
}

#if defined(SIXTEEN_LANES)

/// Eight shares. `carry` is the mass up to here in all lanes, or half a step where none is kept.
template <bool MASS> INLINE __m512i eight(__m256i e, __m512i factor, __m128i shift, __m512i& carry) {
    __m512i each = _mm512_mul_epu32(_mm512_cvtepu32_epi64(e), factor), zero = _mm512_setzero_si512();
    if (!MASS) return _mm512_srl_epi64(_mm512_add_epi64(each, carry), shift);
    __m512i up = _mm512_add_epi64(each, _mm512_alignr_epi64(each, zero, 7));
    up = _mm512_add_epi64(up, _mm512_alignr_epi64(up, zero, 6));
    up = _mm512_add_epi64(up, _mm512_alignr_epi64(up, zero, 4));
    __m512i mass = _mm512_add_epi64(up, carry);
    carry = _mm512_add_epi64(carry, _mm512_permutexvar_epi64(_mm512_set1_epi64(7), up));
    return _mm512_sub_epi64(_mm512_srl_epi64(mass, shift), _mm512_srl_epi64(_mm512_sub_epi64(mass, each), shift));
}

/// The same shares, of words in place, where words hold them; of a factor that is a word too.
template <bool MASS>
__attribute__((noinline)) static void shares(const int64_t* form, int64_t factor, int64_t low, int64_t high, int64_t n,
                                             int32_t* x) {
    __m128i shift = _mm_cvtsi64_si128(form[1]);
    __m512i factors = _mm512_set1_epi64(factor), carry = _mm512_set1_epi64(1LL << (form[1] - 1));
    __m256i lows = _mm256_set1_epi32((int32_t)low), highs = _mm256_set1_epi32((int32_t)high);
    __m256i zero = _mm256_set1_epi32((int32_t)form[3]);
    for (int64_t i = 0; i < n; i += 8) {
        __m256i v = _mm512_cvtepi64_epi32(eight<MASS>(_mm256_loadu_si256((const __m256i*)(x + i)), factors, shift, carry));
        v = _mm256_max_epi32(lows, _mm256_add_epi32(v, zero));
        _mm256_storeu_si256((__m256i*)(x + i), _mm256_min_epi32(highs, v));
    }
}

#elif defined(__AVX2__)

/// Four shares. `carry` is the mass up to here in all lanes, or half a step where none is kept.
template <bool MASS> INLINE __m256i four(__m128i e, __m256i factor, __m128i shift, __m256i& carry) {
    __m256i each = _mm256_mul_epu32(_mm256_cvtepu32_epi64(e), factor);
    if (!MASS) return _mm256_srl_epi64(_mm256_add_epi64(each, carry), shift);
    __m256i up = _mm256_add_epi64(each, _mm256_slli_si256(each, 8));
    __m256i low = _mm256_blend_epi32(_mm256_setzero_si256(), _mm256_permute4x64_epi64(up, 0x55), 0xf0);
    up = _mm256_add_epi64(up, low);
    __m256i mass = _mm256_add_epi64(up, carry);
    carry = _mm256_add_epi64(carry, _mm256_permute4x64_epi64(up, 0xff));
    return _mm256_sub_epi64(_mm256_srl_epi64(mass, shift), _mm256_srl_epi64(_mm256_sub_epi64(mass, each), shift));
}

/// The same shares, of words in place, where words hold them; of a factor that is a word too.
template <bool MASS>
__attribute__((noinline)) static void shares(const int64_t* form, int64_t factor, int64_t low, int64_t high, int64_t n,
                                             int32_t* x) {
    __m128i shift = _mm_cvtsi64_si128(form[1]);
    __m256i factors = _mm256_set1_epi64x(factor), carry = _mm256_set1_epi64x(1LL << (form[1] - 1));
    __m256i lows = _mm256_set1_epi32((int32_t)low), highs = _mm256_set1_epi32((int32_t)high);
    __m256i zero = _mm256_set1_epi32((int32_t)form[3]);
    for (int64_t i = 0; i < n; i += 8) {
        __m256i e = _mm256_loadu_si256((const __m256i*)(x + i));
        __m256i a = four<MASS>(_mm256_castsi256_si128(e), factors, shift, carry);
        __m256i b = four<MASS>(_mm256_extracti128_si256(e, 1), factors, shift, carry);
        __m256 both = _mm256_shuffle_ps(_mm256_castsi256_ps(a), _mm256_castsi256_ps(b), 0x88);
        __m256i v = _mm256_permute4x64_epi64(_mm256_castps_si256(both), 0xd8);
        v = _mm256_max_epi32(lows, _mm256_add_epi32(v, zero));
        _mm256_storeu_si256((__m256i*)(x + i), _mm256_min_epi32(highs, v));
    }
}

#endif

/// What the exponentials of a row of words become, in place; false where this takes more than words.
static bool word_shares(const Step& step, int64_t factor, int64_t length, int32_t* x) {
#if defined(__AVX2__)
    if (factor >> 31) return false;
    if (step.form[2]) shares<true>(step.form, factor, step.low, step.high, length, x);
    else shares<false>(step.form, factor, step.low, step.high, length, x);
    return true;
#else
    return false;
#endif
}

/// A row whose exponentials are in a table of words, or have the usual form.
static void softmax_quick(const Step& step, int64_t start, const char* in, char* out, int64_t* x, int32_t* y) {
    int64_t length = step.columns;
    fetch(step.in, in, start, length, y);
    int32_t top = y[0];
    for (int64_t i = 1; i < length; i++) top = y[i] > top ? y[i] : top;
    int64_t sum = step.window ? looked_up(step.window, (uint32_t)step.taps, length, top, y)
                              : exponentials((const int64_t*)step.weights, length, y, top, x);
    int64_t factor = (step.form[0] + (sum >> 1)) / sum;
    if (step.window) {
        if (word_shares(step, factor, length, y)) {
            keep(step.out, out, start, length, y);
            return;
        }
        for (int64_t i = 0; i < length; i++) x[i] = y[i];
    }
    shares(step.form, factor, step.low, step.high, length, x);
    keep(step.out, out, start, length, x);
}

/// Rows of a softmax. Numbers of `form`: numerator, shift, whether mass is kept, zero point, then the exponential's.
static void softmax(const Step& step, const Context& c) {
    const int64_t *form = step.form, *f = form + 4;
    int64_t length = step.columns;
    int64_t* x = (int64_t*)c.scratch;
    Share mine = share(c, c.events * step.out.pixels);
    for (int64_t row = mine.from; row < mine.to; row++) {
        int64_t event = row / step.out.pixels, start = row % step.out.pixels * length;
        const char* in = at(c, step.in, event);
        char* out = at(c, step.out, event);
        if ((step.window || step.weights) && step.in.kind != LONGS) {
            softmax_quick(step, start, in, out, x, (int32_t*)(x + length));
            continue;
        }
        int64_t sum = 0;
        fetch(step.in, in, start, length, x);
        int64_t top = x[0];
        for (int64_t i = 1; i < length; i++) top = x[i] > top ? x[i] : top;
        for (int64_t i = 0; i < length; i++) {
            x[i] = value(f, x[i] - top);
            x[i] = x[i] < 0 ? 0 : x[i];
            sum += x[i];
        }
        shares(form, (form[0] + (sum >> 1)) / sum, step.low, step.high, length, x);
        keep(step.out, out, start, length, x);
    }
}

}  // namespace rows
