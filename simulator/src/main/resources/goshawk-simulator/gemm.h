// Products of rows of small integers with packed matrices: any layout whose rows hold neighbouring channels in
// neighbouring bytes can use them. Needs vectors.h.
#pragma once

namespace gemm {

/// How the operands lie. HALVES: rows of signed halves, words of two weights. BYTES: rows of unsigned bytes, words of
/// four signed weights. QUADS: bytes whose products are added up in 16 bits, over two neighbouring words.
enum Mode { HALVES = 0, BYTES = 1, QUADS = 2 };

/// Rows and vectors of columns that stay in registers.
constexpr int ROWS = 4;
constexpr int VECTORS = 2;
constexpr int COLUMNS = VECTORS * LANES;

/// How many inputs a step of the innermost loop takes; rows are read to a whole multiple of it.
INLINE int64_t depth_of(int mode) { return mode == HALVES ? 2 : mode == BYTES ? 4 : 8; }

INLINE vec spread(const char* p) {
    int32_t x;
    memcpy(&x, p, sizeof x);
    return all(x);
}

/// Eight products of bytes. Where words of 32 bits take no sums of four, the packing saw to it that four fit 16 bits.
INLINE vec dot_quads(vec sum, vec x, vec w, vec y, vec v) {
#if defined(__AVX2__) && !defined(__AVXVNNI__) && !defined(__AVX512VNNI__)
    vec four = _mm256_add_epi16(_mm256_maddubs_epi16(x, w), _mm256_maddubs_epi16(y, v));
    return add(sum, _mm256_madd_epi16(four, _mm256_set1_epi16(1)));
#else
    return dot_bytes(dot_bytes(sum, x, w), y, v);
#endif
}

/// N rows from `a`, `stride` bytes apart, by one panel of COLUMNS columns: `steps` times depth_of(MODE) products each,
/// added to `start`.
template <int MODE, int N>
__attribute__((noinline)) static void tile(const char* a, int64_t stride, const int32_t* panel, int64_t steps,
                                           const int32_t* start, int32_t* sums) {
    vec s[N][VECTORS];
    const char* x[N];
    for (int r = 0; r < N; r++) {
        x[r] = a + r * stride;
        for (int v = 0; v < VECTORS; v++) s[r][v] = all(0);
    }
    for (int64_t i = 0; i < steps; i++) {
        if (MODE == QUADS) {
            for (int r = 0; r < N; r++) {
                vec here = spread(x[r] + 8 * i), next = spread(x[r] + 8 * i + 4);
                for (int v = 0; v < VECTORS; v++)
                    s[r][v] = dot_quads(s[r][v], here, load(panel + v * LANES), next,
                                        load(panel + (VECTORS + v) * LANES));
            }
            panel += 2 * COLUMNS;
        } else {
            for (int r = 0; r < N; r++) {
                vec here = spread(x[r] + 4 * i);
                for (int v = 0; v < VECTORS; v++) {
                    vec w = load(panel + v * LANES);
                    s[r][v] = MODE == BYTES ? dot_bytes(s[r][v], here, w) : dot_halves(s[r][v], here, w);
                }
            }
            panel += COLUMNS;
        }
    }
    for (int r = 0; r < N; r++)
        for (int v = 0; v < VECTORS; v++)
            store(sums + r * COLUMNS + v * LANES, add(s[r][v], load(start + r * COLUMNS + v * LANES)));
}

template <int MODE>
static void tile(int rows, const char* a, int64_t stride, const int32_t* panel, int64_t steps, const int32_t* start,
                 int32_t* sums) {
    switch (rows) {
        case 1: tile<MODE, 1>(a, stride, panel, steps, start, sums); break;
        case 2: tile<MODE, 2>(a, stride, panel, steps, start, sums); break;
        case 3: tile<MODE, 3>(a, stride, panel, steps, start, sums); break;
        default: tile<MODE, 4>(a, stride, panel, steps, start, sums); break;
    }
}

/// Up to ROWS rows by one panel; `start`, to which products are added, and `sums` are ROWS rows of COLUMNS.
INLINE void block(int mode, int rows, const char* a, int64_t stride, const int32_t* panel, int64_t steps,
                  const int32_t* start, int32_t* sums) {
    if (mode == QUADS) tile<QUADS>(rows, a, stride, panel, steps, start, sums);
    else if (mode == BYTES) tile<BYTES>(rows, a, stride, panel, steps, start, sums);
    else tile<HALVES>(rows, a, stride, panel, steps, start, sums);
}

/// Words of a panel.
INLINE int64_t panel_words(int mode, int64_t steps) { return steps * COLUMNS * (mode == QUADS ? 2 : 1); }

}  // namespace gemm
