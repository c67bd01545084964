// Vectors of 32-bit lanes, one lane an event. Each instruction set gives the same functions; the generic one needs
// none but the compiler's own vectors.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>

#define INLINE static inline __attribute__((always_inline))

#if defined(__AVX512VNNI__) && defined(__AVX512BW__) && defined(__AVX512DQ__) && defined(__AVX512VL__)

#include <immintrin.h>

/// For kernels that have a way of their own with vectors of 512 bits.
#define SIXTEEN_LANES
constexpr int LANES = 16;
constexpr int POSITIONS = 4;
typedef __m512i vec;
typedef __m512 real;

INLINE vec load(const int32_t* p) { return _mm512_loadu_si512(p); }
INLINE void store(int32_t* p, vec x) { _mm512_storeu_si512(p, x); }
INLINE vec all(int32_t x) { return _mm512_set1_epi32(x); }
INLINE vec add(vec a, vec b) { return _mm512_add_epi32(a, b); }
INLINE vec sub(vec a, vec b) { return _mm512_sub_epi32(a, b); }
INLINE vec mul(vec a, vec b) { return _mm512_mullo_epi32(a, b); }
INLINE vec both(vec a, vec b) { return _mm512_and_si512(a, b); }
INLINE vec either(vec a, vec b) { return _mm512_or_si512(a, b); }
INLINE vec exclusive(vec a, vec b) { return _mm512_xor_si512(a, b); }
INLINE vec larger(vec a, vec b) { return _mm512_max_epi32(a, b); }
template <int N> INLINE vec left(vec a) { return N == 0 ? a : _mm512_slli_epi32(a, N); }
template <int N> INLINE vec right(vec a) { return N == 0 ? a : _mm512_srli_epi32(a, N); }
template <int N> INLINE vec right_signed(vec a) { return N == 0 ? a : _mm512_srai_epi32(a, N); }
/// Four unsigned bytes by four signed ones, added up.
INLINE vec dot_bytes(vec sum, vec x, vec w) { return _mm512_dpbusd_epi32(sum, x, w); }
/// Two signed halves by two, added up.
INLINE vec dot_halves(vec sum, vec x, vec w) { return _mm512_dpwssd_epi32(sum, x, w); }
/// `condition ? a : b` where a lane of `x` is greater than that of `y`.
INLINE vec where_greater(vec x, vec y, vec a, vec b) {
    return _mm512_mask_blend_epi32(_mm512_cmpgt_epi32_mask(x, y), b, a);
}
INLINE vec round_single(vec x, float slope, float offset, float low, float high) {
    __m512 y = _mm512_fmadd_ps(_mm512_cvtepi32_ps(x), _mm512_set1_ps(slope), _mm512_set1_ps(offset));
    return _mm512_cvtps_epi32(_mm512_min_ps(_mm512_max_ps(y, _mm512_set1_ps(low)), _mm512_set1_ps(high)));
}
/// Words that stand in rows, four a row, turned into four vectors; or back.
INLINE void turn(vec* x) {
    vec a = _mm512_unpacklo_epi32(x[0], x[1]), b = _mm512_unpacklo_epi32(x[2], x[3]);
    vec c = _mm512_unpackhi_epi32(x[0], x[1]), d = _mm512_unpackhi_epi32(x[2], x[3]);
    x[0] = _mm512_unpacklo_epi64(a, b), x[1] = _mm512_unpackhi_epi64(a, b);
    x[2] = _mm512_unpacklo_epi64(c, d), x[3] = _mm512_unpackhi_epi64(c, d);
}
INLINE __m128i quad(const char* p) { return _mm_loadu_si128((const __m128i*)p); }
/// The first four words of LANES rows, `stride` bytes apart.
INLINE void from_rows(const char* rows, int64_t stride, vec* words) {
    for (int i = 0; i < 4; i++) {
        const char* row = rows + i * stride;
        vec low = _mm512_inserti32x4(_mm512_castsi128_si512(quad(row)), quad(row + 4 * stride), 1);
        words[i] = _mm512_inserti32x4(_mm512_inserti32x4(low, quad(row + 8 * stride), 2), quad(row + 12 * stride), 3);
    }
    turn(words);
}
INLINE void to_rows(vec* words, char* rows, int64_t stride) {
    turn(words);
    for (int i = 0; i < 4; i++) {
        _mm_storeu_si128((__m128i*)(rows + i * stride), _mm512_castsi512_si128(words[i]));
        _mm_storeu_si128((__m128i*)(rows + (i + 4) * stride), _mm512_extracti32x4_epi32(words[i], 1));
        _mm_storeu_si128((__m128i*)(rows + (i + 8) * stride), _mm512_extracti32x4_epi32(words[i], 2));
        _mm_storeu_si128((__m128i*)(rows + (i + 12) * stride), _mm512_extracti32x4_epi32(words[i], 3));
    }
}
struct pair { __m512d a, b; };
INLINE pair doubles(vec x) {
    return {_mm512_cvtepi32_pd(_mm512_castsi512_si256(x)), _mm512_cvtepi32_pd(_mm512_extracti64x4_epi64(x, 1))};
}
INLINE pair weighted(pair x, double a, pair y, double b) {
    __m512d u = _mm512_set1_pd(a), v = _mm512_set1_pd(b);
    return {_mm512_fmadd_pd(x.a, u, _mm512_mul_pd(y.a, v)), _mm512_fmadd_pd(x.b, u, _mm512_mul_pd(y.b, v))};
}
INLINE __m256i round_half(__m512d x, double slope, double offset, double low, double high) {
    __m512d y = _mm512_fmadd_pd(x, _mm512_set1_pd(slope), _mm512_set1_pd(offset));
    return _mm512_cvtpd_epi32(_mm512_min_pd(_mm512_max_pd(y, _mm512_set1_pd(low)), _mm512_set1_pd(high)));
}
INLINE vec round_double(pair x, double slope, double offset, double low, double high) {
    return _mm512_inserti64x4(_mm512_castsi256_si512(round_half(x.a, slope, offset, low, high)),
                              round_half(x.b, slope, offset, low, high), 1);
}

#elif defined(__AVX2__) && defined(__FMA__)

#include <immintrin.h>

constexpr int LANES = 8;
constexpr int POSITIONS = 2;
typedef __m256i vec;

INLINE vec load(const int32_t* p) { return _mm256_loadu_si256((const __m256i*)p); }
INLINE void store(int32_t* p, vec x) { _mm256_storeu_si256((__m256i*)p, x); }
INLINE vec all(int32_t x) { return _mm256_set1_epi32(x); }
INLINE vec add(vec a, vec b) { return _mm256_add_epi32(a, b); }
INLINE vec sub(vec a, vec b) { return _mm256_sub_epi32(a, b); }
INLINE vec mul(vec a, vec b) { return _mm256_mullo_epi32(a, b); }
INLINE vec both(vec a, vec b) { return _mm256_and_si256(a, b); }
INLINE vec either(vec a, vec b) { return _mm256_or_si256(a, b); }
INLINE vec exclusive(vec a, vec b) { return _mm256_xor_si256(a, b); }
INLINE vec larger(vec a, vec b) { return _mm256_max_epi32(a, b); }
template <int N> INLINE vec left(vec a) { return N == 0 ? a : _mm256_slli_epi32(a, N); }
template <int N> INLINE vec right(vec a) { return N == 0 ? a : _mm256_srli_epi32(a, N); }
template <int N> INLINE vec right_signed(vec a) { return N == 0 ? a : _mm256_srai_epi32(a, N); }
#if defined(__AVXVNNI__)
INLINE vec dot_bytes(vec sum, vec x, vec w) { return _mm256_dpbusd_avx_epi32(sum, x, w); }
INLINE vec dot_halves(vec sum, vec x, vec w) { return _mm256_dpwssd_avx_epi32(sum, x, w); }
#else
/// Only where no pair of products leaves 16 bits: the planner saw to it.
INLINE vec dot_bytes(vec sum, vec x, vec w) {
    return add(sum, _mm256_madd_epi16(_mm256_maddubs_epi16(x, w), _mm256_set1_epi16(1)));
}
INLINE vec dot_halves(vec sum, vec x, vec w) { return add(sum, _mm256_madd_epi16(x, w)); }
#endif
INLINE vec where_greater(vec x, vec y, vec a, vec b) { return _mm256_blendv_epi8(b, a, _mm256_cmpgt_epi32(x, y)); }
INLINE vec round_single(vec x, float slope, float offset, float low, float high) {
    __m256 y = _mm256_fmadd_ps(_mm256_cvtepi32_ps(x), _mm256_set1_ps(slope), _mm256_set1_ps(offset));
    return _mm256_cvtps_epi32(_mm256_min_ps(_mm256_max_ps(y, _mm256_set1_ps(low)), _mm256_set1_ps(high)));
}
/// Words that stand in rows, four a row, turned into four vectors; or back.
INLINE void turn(vec* x) {
    vec a = _mm256_unpacklo_epi32(x[0], x[1]), b = _mm256_unpacklo_epi32(x[2], x[3]);
    vec c = _mm256_unpackhi_epi32(x[0], x[1]), d = _mm256_unpackhi_epi32(x[2], x[3]);
    x[0] = _mm256_unpacklo_epi64(a, b), x[1] = _mm256_unpackhi_epi64(a, b);
    x[2] = _mm256_unpacklo_epi64(c, d), x[3] = _mm256_unpackhi_epi64(c, d);
}
/// The first four words of LANES rows, `stride` bytes apart.
INLINE void from_rows(const char* rows, int64_t stride, vec* words) {
    for (int i = 0; i < 4; i++) {
        const __m128i* low = (const __m128i*)(rows + i * stride);
        const __m128i* high = (const __m128i*)(rows + (i + 4) * stride);
        words[i] = _mm256_inserti128_si256(_mm256_castsi128_si256(_mm_loadu_si128(low)), _mm_loadu_si128(high), 1);
    }
    turn(words);
}
INLINE void to_rows(vec* words, char* rows, int64_t stride) {
    turn(words);
    for (int i = 0; i < 4; i++) {
        _mm_storeu_si128((__m128i*)(rows + i * stride), _mm256_castsi256_si128(words[i]));
        _mm_storeu_si128((__m128i*)(rows + (i + 4) * stride), _mm256_extracti128_si256(words[i], 1));
    }
}
struct pair { __m256d a, b; };
INLINE pair doubles(vec x) {
    return {_mm256_cvtepi32_pd(_mm256_castsi256_si128(x)), _mm256_cvtepi32_pd(_mm256_extracti128_si256(x, 1))};
}
INLINE pair weighted(pair x, double a, pair y, double b) {
    __m256d u = _mm256_set1_pd(a), v = _mm256_set1_pd(b);
    return {_mm256_fmadd_pd(x.a, u, _mm256_mul_pd(y.a, v)), _mm256_fmadd_pd(x.b, u, _mm256_mul_pd(y.b, v))};
}
INLINE __m128i round_half(__m256d x, double slope, double offset, double low, double high) {
    __m256d y = _mm256_fmadd_pd(x, _mm256_set1_pd(slope), _mm256_set1_pd(offset));
    return _mm256_cvtpd_epi32(_mm256_min_pd(_mm256_max_pd(y, _mm256_set1_pd(low)), _mm256_set1_pd(high)));
}
INLINE vec round_double(pair x, double slope, double offset, double low, double high) {
    return _mm256_inserti128_si256(_mm256_castsi128_si256(round_half(x.a, slope, offset, low, high)),
                                   round_half(x.b, slope, offset, low, high), 1);
}

#else

constexpr int LANES = 8;
constexpr int POSITIONS = 2;
typedef int32_t vec __attribute__((vector_size(32)));
typedef uint32_t uvec __attribute__((vector_size(32)));

INLINE vec load(const int32_t* p) { vec x; memcpy(&x, p, sizeof x); return x; }
INLINE void store(int32_t* p, vec x) { memcpy(p, &x, sizeof x); }
INLINE vec all(int32_t x) { return vec{} + x; }
INLINE vec add(vec a, vec b) { return (vec)((uvec)a + (uvec)b); }
INLINE vec sub(vec a, vec b) { return (vec)((uvec)a - (uvec)b); }
INLINE vec mul(vec a, vec b) { return (vec)((uvec)a * (uvec)b); }
INLINE vec both(vec a, vec b) { return a & b; }
INLINE vec either(vec a, vec b) { return a | b; }
INLINE vec exclusive(vec a, vec b) { return a ^ b; }
INLINE vec larger(vec a, vec b) { return a > b ? a : b; }
template <int N> INLINE vec left(vec a) { return (vec)((uvec)a << N); }
template <int N> INLINE vec right(vec a) { return (vec)((uvec)a >> N); }
template <int N> INLINE vec right_signed(vec a) { return a >> N; }
INLINE vec dot_halves(vec sum, vec x, vec w) {
    return sum + ((x << 16) >> 16) * ((w << 16) >> 16) + (x >> 16) * (w >> 16);
}
INLINE vec dot_bytes(vec sum, vec x, vec w) {
    vec low = (x & 255) * ((w << 24) >> 24) + (right<8>(x) & 255) * ((w << 16) >> 24);
    return sum + low + (right<16>(x) & 255) * ((w << 8) >> 24) + right<24>(x) * (w >> 24);
}
INLINE vec where_greater(vec x, vec y, vec a, vec b) { return x > y ? a : b; }
INLINE vec round_single(vec x, float slope, float offset, float low, float high) {
    vec result;
    for (int i = 0; i < LANES; i++) {
        float y = std::fmaf((float)x[i], slope, offset);
        result[i] = (int32_t)std::nearbyintf(std::fmin(std::fmax(y, low), high));
    }
    return result;
}
/// The first four words of LANES rows, `stride` bytes apart.
INLINE void from_rows(const char* rows, int64_t stride, vec* words) {
    int32_t lanes[4][LANES];
    for (int lane = 0; lane < LANES; lane++)
        for (int i = 0; i < 4; i++) memcpy(&lanes[i][lane], rows + lane * stride + 4 * i, 4);
    for (int i = 0; i < 4; i++) words[i] = load(lanes[i]);
}
INLINE void to_rows(vec* words, char* rows, int64_t stride) {
    int32_t lanes[4][LANES];
    for (int i = 0; i < 4; i++) store(lanes[i], words[i]);
    for (int lane = 0; lane < LANES; lane++)
        for (int i = 0; i < 4; i++) memcpy(rows + lane * stride + 4 * i, &lanes[i][lane], 4);
}
struct pair { double lanes[LANES]; };
INLINE pair doubles(vec x) {
    pair result;
    for (int i = 0; i < LANES; i++) result.lanes[i] = x[i];
    return result;
}
INLINE pair weighted(pair x, double a, pair y, double b) {
    for (int i = 0; i < LANES; i++) x.lanes[i] = x.lanes[i] * a + y.lanes[i] * b;
    return x;
}
INLINE vec round_double(pair x, double slope, double offset, double low, double high) {
    vec result;
    for (int i = 0; i < LANES; i++) {
        double y = std::fma(x.lanes[i], slope, offset);
        result[i] = (int32_t)std::nearbyint(std::fmin(std::fmax(y, low), high));
    }
    return result;
}

#endif
