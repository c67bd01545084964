// Sums become integers, and four channels of bytes a word.
#pragma once

/// Arrays of vectors stay in registers where all loops on them are unrolled.
#define UNROLLED _Pragma("GCC unroll 8")

#if defined(__AVX512VNNI__) && defined(__AVX512BW__)
INLINE pair offset_by(pair x, double slope, double offset) {
    __m512d u = _mm512_set1_pd(slope), v = _mm512_set1_pd(offset);
    return {_mm512_fmadd_pd(x.a, u, v), _mm512_fmadd_pd(x.b, u, v)};
}
INLINE pair plus(pair x, double slope, pair y) {
    __m512d u = _mm512_set1_pd(slope);
    return {_mm512_fmadd_pd(x.a, u, y.a), _mm512_fmadd_pd(x.b, u, y.b)};
}
#elif defined(__AVX2__) && defined(__FMA__)
INLINE pair offset_by(pair x, double slope, double offset) {
    __m256d u = _mm256_set1_pd(slope), v = _mm256_set1_pd(offset);
    return {_mm256_fmadd_pd(x.a, u, v), _mm256_fmadd_pd(x.b, u, v)};
}
INLINE pair plus(pair x, double slope, pair y) {
    __m256d u = _mm256_set1_pd(slope);
    return {_mm256_fmadd_pd(x.a, u, y.a), _mm256_fmadd_pd(x.b, u, y.b)};
}
#else
INLINE pair offset_by(pair x, double slope, double offset) {
    for (int i = 0; i < LANES; i++) x.lanes[i] = std::fma(x.lanes[i], slope, offset);
    return x;
}
INLINE pair plus(pair x, double slope, pair y) {
    for (int i = 0; i < LANES; i++) x.lanes[i] = std::fma(x.lanes[i], slope, y.lanes[i]);
    return x;
}
#endif

#if defined(__AVX512VNNI__) && defined(__AVX512BW__)
INLINE vec nearest_single(vec x, float slope, float offset) {
    return _mm512_cvtps_epi32(_mm512_fmadd_ps(_mm512_cvtepi32_ps(x), _mm512_set1_ps(slope), _mm512_set1_ps(offset)));
}
INLINE vec nearest_double(vec x, double slope, double offset) {
    pair y = offset_by(doubles(x), slope, offset);
    return _mm512_inserti64x4(_mm512_castsi256_si512(_mm512_cvtpd_epi32(y.a)), _mm512_cvtpd_epi32(y.b), 1);
}
INLINE vec packed_bytes(vec a, vec b, vec c, vec d) {
    vec bytes = _mm512_packus_epi16(_mm512_packs_epi32(a, c), _mm512_packs_epi32(b, d));
    return _mm512_shuffle_epi8(bytes, _mm512_set4_epi32(0x0f070b03, 0x0e060a02, 0x0d050901, 0x0c040800));
}
#elif defined(__AVX2__) && defined(__FMA__)
INLINE vec nearest_single(vec x, float slope, float offset) {
    return _mm256_cvtps_epi32(_mm256_fmadd_ps(_mm256_cvtepi32_ps(x), _mm256_set1_ps(slope), _mm256_set1_ps(offset)));
}
/// An integer becomes a double, exactly, as the low bits of a large one, and so back, to the nearest and ties to even:
/// conversions take twice as long.
INLINE __m256d nearest_double(__m256i biased, __m256d slope, __m256d offset) {
    __m256d x = _mm256_sub_pd(_mm256_castsi256_pd(biased), _mm256_set1_pd(0x1p52 + 0x1p31));
    return _mm256_add_pd(_mm256_fmadd_pd(x, slope, offset), _mm256_set1_pd(0x1.8p52));
}
INLINE vec nearest_double(vec x, double slope, double offset) {
    __m256i biased = exclusive(x, all(INT32_MIN)), high = all(0x43300000);
    __m256d u = _mm256_set1_pd(slope), v = _mm256_set1_pd(offset);
    __m256d a = nearest_double(_mm256_unpacklo_epi32(biased, high), u, v);
    __m256d b = nearest_double(_mm256_unpackhi_epi32(biased, high), u, v);
    return _mm256_castps_si256(_mm256_shuffle_ps(_mm256_castpd_ps(a), _mm256_castpd_ps(b), 0x88));
}
INLINE vec packed_bytes(vec a, vec b, vec c, vec d) {
    vec bytes = _mm256_packus_epi16(_mm256_packs_epi32(a, c), _mm256_packs_epi32(b, d));
    return _mm256_shuffle_epi8(bytes, _mm256_setr_epi32(0x0c040800, 0x0d050901, 0x0e060a02, 0x0f070b03, 0x0c040800,
                                                        0x0d050901, 0x0e060a02, 0x0f070b03));
}
#else
INLINE vec nearest_single(vec x, float slope, float offset) {
    for (int i = 0; i < LANES; i++) x[i] = (int32_t)std::nearbyintf(std::fmaf((float)x[i], slope, offset));
    return x;
}
INLINE vec nearest_double(vec x, double slope, double offset) {
    for (int i = 0; i < LANES; i++) x[i] = (int32_t)std::nearbyint(std::fma((double)x[i], slope, offset));
    return x;
}
INLINE vec clamped(vec x) { return sub(all(255), larger(sub(all(255), larger(x, all(0))), all(0))); }
INLINE vec packed_bytes(vec a, vec b, vec c, vec d) {
    vec low = either(clamped(a), left<8>(clamped(b)));
    return either(low, either(left<16>(clamped(c)), left<24>(clamped(d))));
}
#endif

/// Rounds sums of bytes and writes them where 0 and 255 clamp them and all of them fit 32 bits before.
template <int N>
INLINE void finish_bytes(const Step& step, const Job& job, const Tile& tile, int64_t channel, vec (&sums)[OUTPUTS][N]) {
    UNROLLED for (int o = 0; o < OUTPUTS; o++) {
        int64_t c = channel + o < step.out.channels ? channel + o : channel;
        if (step.rounding == SINGLE) {
            UNROLLED for (int v = 0; v < N; v++) sums[o][v] = nearest_single(sums[o][v], step.single[0][c], step.single[1][c]);
        } else {
            UNROLLED for (int v = 0; v < N; v++) sums[o][v] = nearest_double(sums[o][v], step.twice[0][c], step.twice[1][c]);
        }
    }
    int32_t* to = plane_of(job, step.out, channel / 4) + tile.pixel;
    // Channels behind the last one are zero.
    int64_t valid = step.out.channels - channel;
    vec kept = all(valid >= OUTPUTS ? -1 : (int32_t)((1u << (8 * valid)) - 1));
    UNROLLED for (int v = 0; v < N; v++)
        store(to + v * LANES, both(kept, packed_bytes(sums[0][v], sums[1][v], sums[2][v], sums[3][v])));
}

/// Rounds the sums of OUTPUTS outputs and writes them.
template <int N>
INLINE void finish_any(const Step& step, const Job& job, const Tile& tile, int64_t channel, vec (&sums)[OUTPUTS][N]) {
    int64_t valid = step.out.channels - channel;
    UNROLLED for (int v = 0; v < N; v++) {
        vec values[OUTPUTS];
        UNROLLED for (int o = 0; o < OUTPUTS; o++) values[o] = o < valid ? rounded(step, channel + o, sums[o][v]) : all(0);
        put_four(job, step.out, tile.pixel + v * LANES, channel, values);
    }
}

/// Rounds the sums of OUTPUTS outputs and writes them.
template <int N>
INLINE void finish(const Plane& plane, const Job& job, const Tile& tile, int64_t channel, vec (&sums)[OUTPUTS][N]) {
    if (plane.bytes) finish_bytes<N>(plane.step, job, tile, channel, sums);
    else finish_any<N>(plane.step, job, tile, channel, sums);
}
