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

#if defined(__AVX2__)

/// The even lanes of `even` and those of `odd` behind them, all of them the low words of 64 bits.
INLINE __m256i woven(__m256i even, __m256i odd) {
    return _mm256_blend_epi32(even, _mm256_slli_epi64(odd, 32), 0xaa);
}

/// The same exponentials, eight at once in place, where the planner found that words hold them and their mantissas:
/// `k` are the coefficients, all constant ones first. What stands behind the row up to a multiple of 8 becomes 0.
__attribute__((noinline)) static int64_t exponentials(const int64_t* f, const int32_t* k, int64_t count, int64_t n,
                                                      int32_t top, int32_t* x) {
    __m256i multiplier = _mm256_set1_epi64x(f[0]), half = _mm256_set1_epi64x(f[1]), tops = _mm256_set1_epi32(top);
    __m256i mask = _mm256_set1_epi32((int32_t)((1LL << f[4]) - 1)), zero = _mm256_setzero_si256();
    __m256i within = _mm256_set1_epi32((int32_t)((1LL << f[5]) - 1)), one = _mm256_set1_epi32(1);
    __m256i most = _mm256_set1_epi32((int32_t)(f[3] >> f[4])), lane = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    __m128i drop = _mm_cvtsi64_si128(f[2]), fraction = _mm_cvtsi64_si128(f[4]), bits = _mm_cvtsi64_si128(f[5]);
    __m128i s0 = _mm_cvtsi64_si128(f[6]), s1 = _mm_cvtsi64_si128(f[7]), s2 = _mm_cvtsi64_si128(f[8]);
    __m256i sum = zero;
    for (int64_t i = 0; i < n; i += 8) {
        __m256i d = _mm256_sub_epi32(tops, _mm256_loadu_si256((const __m256i*)(x + i)));
        __m256i even = _mm256_add_epi64(_mm256_mul_epu32(d, multiplier), half);
        __m256i odd = _mm256_add_epi64(_mm256_mul_epu32(_mm256_srli_epi64(d, 32), multiplier), half);
        even = _mm256_srl_epi64(even, drop);
        odd = _mm256_srl_epi64(odd, drop);
        __m256i u = _mm256_and_si256(woven(even, odd), mask);
        __m256i places = woven(_mm256_srl_epi64(even, fraction), _mm256_srl_epi64(odd, fraction));
        __m256i t = _mm256_and_si256(u, within), segment = _mm256_srl_epi32(u, bits);
        __m256i v = _mm256_i32gather_epi32(k + 2 * count, segment, 4);
        v = _mm256_sra_epi32(_mm256_mullo_epi32(v, t), s2);
        v = _mm256_add_epi32(v, _mm256_i32gather_epi32(k + count, segment, 4));
        even = _mm256_mul_epi32(v, t);
        odd = _mm256_mul_epi32(_mm256_srli_epi64(v, 32), _mm256_srli_epi64(t, 32));
        v = woven(_mm256_srl_epi64(even, s1), _mm256_srl_epi64(odd, s1));
        v = _mm256_sra_epi32(_mm256_add_epi32(v, _mm256_i32gather_epi32(k, segment, 4)), s0);
        v = _mm256_add_epi32(v, _mm256_srli_epi32(_mm256_sllv_epi32(one, places), 1));
        v = _mm256_max_epi32(_mm256_srav_epi32(v, places), zero);
        __m256i row = _mm256_cmpgt_epi32(_mm256_set1_epi32((int32_t)(n - i < 8 ? n - i : 8)), lane);
        v = _mm256_and_si256(v, _mm256_and_si256(row, _mm256_cmpgt_epi32(most, places)));
        _mm256_storeu_si256((__m256i*)(x + i), v);
        sum = _mm256_add_epi64(sum, _mm256_add_epi64(_mm256_srli_epi64(v, 32), _mm256_blend_epi32(v, zero, 0xaa)));
    }
    alignas(32) int64_t parts[4];
    _mm256_store_si256((__m256i*)parts, sum);
    return parts[0] + parts[1] + parts[2] + parts[3];
}

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

/// A row of words in eight lanes: what it becomes, in place. False where its factor is no word; then `x` holds the
/// exponentials and `sum` their sum.
static bool softmax_lanes(const Step& step, int64_t length, int32_t top, int32_t* x, int64_t* sum) {
    *sum = exponentials((const int64_t*)step.weights, step.window, step.taps, length, top, x);
    int64_t factor = (step.form[0] + (*sum >> 1)) / *sum;
    if (factor >> 31) return false;
    if (step.form[2]) shares<true>(step.form, factor, step.low, step.high, length, x);
    else shares<false>(step.form, factor, step.low, step.high, length, x);
    return true;
}

#endif

/// A row whose exponential has the usual form.
static void softmax_quick(const Step& step, int64_t start, const char* in, char* out, int64_t* x, int32_t* y) {
    int64_t length = step.columns, sum;
    fetch(step.in, in, start, length, y);
    int32_t top = y[0];
    for (int64_t i = 1; i < length; i++) top = y[i] > top ? y[i] : top;
#if defined(__AVX2__)
    if (step.window) {
        if (softmax_lanes(step, length, top, y, &sum)) {
            keep(step.out, out, start, length, y);
            return;
        }
        for (int64_t i = 0; i < length; i++) x[i] = y[i];
    } else
#endif
        sum = exponentials((const int64_t*)step.weights, length, y, top, x);
    shares(step.form, (step.form[0] + (sum >> 1)) / sum, step.low, step.high, length, x);
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
        if (step.weights != nullptr && step.in.kind != LONGS) {
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
