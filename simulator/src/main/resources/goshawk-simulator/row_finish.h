// What becomes of a panel's sums: several rows at once through the requantisers of its columns.
#pragma once

namespace rows {

#if defined(SIXTEEN_LANES)

/// The requantisers of eight channels, in doubles.
struct Eight {
    __m512d slope, offset, low, high;
};

INLINE Eight eight_of(const Step& step, int64_t channel) {
    return {_mm512_loadu_pd(step.twice[0] + channel), _mm512_loadu_pd(step.twice[1] + channel),
            _mm512_loadu_pd(step.twice[2] + channel), _mm512_loadu_pd(step.twice[3] + channel)};
}

/// Eight results. Where the output's storage ends where the clamps do, storing clamps; nothing leaves 32 bits then.
template <bool CLAMP> INLINE __m256i finish_eight(const Eight& e, const int32_t* x) {
    __m512d v = _mm512_fmadd_pd(_mm512_cvtepi32_pd(_mm256_load_si256((const __m256i*)x)), e.slope, e.offset);
    if (CLAMP) v = _mm512_min_pd(_mm512_max_pd(v, e.low), e.high);
    return _mm512_cvtpd_epi32(v);
}

/// Stores sixteen numbers as elements of `kind`, which saturate.
INLINE void put_sixteen(int64_t kind, char* to, __m512i x) {
    if (kind == BYTES) {
        x = _mm512_max_epi32(x, _mm512_setzero_si512());
        _mm_storeu_si128((__m128i*)to, _mm512_cvtusepi32_epi8(x));
    } else if (kind == HALVES) {
        _mm256_storeu_si256((__m256i*)to, _mm512_cvtsepi32_epi16(x));
    } else {
        _mm512_storeu_si512(to, x);
    }
}

template <bool CLAMP>
INLINE void finish_rows(const Step& step, int64_t kind, char* to, int64_t outputs, int64_t channel, int rows,
                        const int32_t* sums) {
    __m512i base = _mm512_set1_epi32((int32_t)step.out.base);
    for (int64_t i = 0; i < gemm::COLUMNS; i += 16) {
        Eight left = eight_of(step, channel + i), right = eight_of(step, channel + i + 8);
        for (int r = 0; r < rows; r++) {
            const int32_t* x = sums + r * gemm::COLUMNS + i;
            __m512i both = _mm512_inserti64x4(_mm512_castsi256_si512(finish_eight<CLAMP>(left, x)),
                                              finish_eight<CLAMP>(right, x + 8), 1);
            if (CLAMP) both = _mm512_sub_epi32(both, base);
            put_sixteen(kind, to + (r * outputs + i) * SIZE[kind], both);
        }
    }
}

#elif defined(__AVX2__)

/// The requantisers of four channels, in doubles.
struct Four {
    __m256d slope, offset, low, high;
};

INLINE Four four_of(const Step& step, int64_t channel) {
    return {_mm256_loadu_pd(step.twice[0] + channel), _mm256_loadu_pd(step.twice[1] + channel),
            _mm256_loadu_pd(step.twice[2] + channel), _mm256_loadu_pd(step.twice[3] + channel)};
}

/// Four results. Where the output's storage ends where the clamps do, storing clamps; nothing leaves 32 bits then.
template <bool CLAMP> INLINE __m128i finish_four(const Four& f, __m128i x) {
    __m256d v = _mm256_fmadd_pd(_mm256_cvtepi32_pd(x), f.slope, f.offset);
    if (CLAMP) v = _mm256_min_pd(_mm256_max_pd(v, f.low), f.high);
    return _mm256_cvtpd_epi32(v);
}

/// Stores eight numbers as elements of `kind`, which saturate.
INLINE void put_eight(int64_t kind, char* to, __m128i a, __m128i b) {
    if (kind == BYTES) {
        __m128i halves = _mm_packs_epi32(a, b);
        _mm_storel_epi64((__m128i*)to, _mm_packus_epi16(halves, halves));
    } else if (kind == HALVES) {
        _mm_storeu_si128((__m128i*)to, _mm_packs_epi32(a, b));
    } else {
        _mm_storeu_si128((__m128i*)to, a);
        _mm_storeu_si128((__m128i*)to + 1, b);
    }
}

template <bool CLAMP>
INLINE void finish_rows(const Step& step, int64_t kind, char* to, int64_t outputs, int64_t channel, int rows,
                        const int32_t* sums) {
    __m128i base = _mm_set1_epi32((int32_t)step.out.base);
    for (int64_t i = 0; i < gemm::COLUMNS; i += 8) {
        Four left = four_of(step, channel + i), right = four_of(step, channel + i + 4);
        for (int r = 0; r < rows; r++) {
            const __m128i* x = (const __m128i*)(sums + r * gemm::COLUMNS + i);
            __m128i a = finish_four<CLAMP>(left, _mm_load_si128(x)), b = finish_four<CLAMP>(right, _mm_load_si128(x + 1));
            if (CLAMP) a = _mm_sub_epi32(a, base), b = _mm_sub_epi32(b, base);
            put_eight(kind, to + (r * outputs + i) * SIZE[kind], a, b);
        }
    }
}

#endif

#if defined(__AVX2__)

/// `rows` rows of whole panels of sums, from `channel` on; `to` is where the first of them begins in its row.
static void finish_panel(const Step& step, char* to, int64_t outputs, int64_t channel, int rows, const int32_t* sums) {
    if (step.saturates && step.out.kind == BYTES) finish_rows<false>(step, BYTES, to, outputs, channel, rows, sums);
    else if (step.saturates) finish_rows<false>(step, HALVES, to, outputs, channel, rows, sums);
    else finish_rows<true>(step, step.out.kind, to, outputs, channel, rows, sums);
}

#else

static void finish_panel(const Step& step, char* to, int64_t outputs, int64_t channel, int rows, const int32_t* sums) {
    for (int r = 0; r < rows; r++)
        finish_double(step, to, r * outputs, channel, gemm::COLUMNS, sums + r * gemm::COLUMNS);
}

#endif

}  // namespace rows
