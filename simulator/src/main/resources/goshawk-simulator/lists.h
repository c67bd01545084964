// Products over a panel: words of channels, each for the pixels of a tile.
#pragma once

INLINE vec unpacked(vec word, int64_t channel) {
    switch (channel) {
        case 0: return both(word, all(255));
        case 1: return both(right<8>(word), all(255));
        case 2: return both(right<16>(word), all(255));
        default: return right<24>(word);
    }
}

#if defined(__AVX512VNNI__) && defined(__AVX512BW__)
INLINE vec larger_bytes(vec a, vec b) { return _mm512_max_epu8(a, b); }
#elif defined(__AVX2__)
INLINE vec larger_bytes(vec a, vec b) { return _mm256_max_epu8(a, b); }
#else
INLINE vec larger_bytes(vec a, vec b) {
    typedef uint8_t bytes __attribute__((vector_size(32)));
    return (vec)((bytes)a > (bytes)b ? (bytes)a : (bytes)b);
}
#endif

/// OUTPUTS outputs of N vectors, dense: weights are blocks of OUTPUTS for each word.
template <int KIND, int N>
static void dense(const int32_t* weights, const int32_t* panel, int64_t words, int32_t* to) {
    vec sums[OUTPUTS][N];
    for (int o = 0; o < OUTPUTS; o++)
        for (int n = 0; n < N; n++) sums[o][n] = load(to + (o * N + n) * LANES);
    for (int64_t k = 0; k < words; k++, weights += OUTPUTS, panel += N * LANES) {
        vec here[N];
        for (int n = 0; n < N; n++) here[n] = load(panel + n * LANES);
        for (int o = 0; o < OUTPUTS; o++) {
            vec weight = all(weights[o]);
            for (int n = 0; n < N; n++) sums[o][n] = dot<KIND>(sums[o][n], here[n], weight);
        }
    }
    for (int o = 0; o < OUTPUTS; o++)
        for (int n = 0; n < N; n++) store(to + (o * N + n) * LANES, sums[o][n]);
}

#if defined(__AVX2__) && !defined(__AVX512VNNI__)
/// Keeps a compiler from putting off what is added to a sum until it has no registers left.
#define SETTLED(sum) asm volatile("" : "+x"(sum))

/// The products of a couple of words, added up: each half's four never leave 16 bits.
INLINE vec couple(const int32_t* a, const int32_t* b, vec u, vec v) {
    return _mm256_madd_epi16(_mm256_add_epi16(_mm256_maddubs_epi16(load(a), u), _mm256_maddubs_epi16(load(b), v)),
                             _mm256_set1_epi16(1));
}

/// Couples of one output alone: a count, then two places and two words of weights each. Returns what lies behind.
template <int N> INLINE const int32_t* listed(const int32_t* list, const int32_t* panel, int32_t* to) {
    int32_t couples = *list++;
    if (couples == 0) return list;
    vec sums[N];
    for (int n = 0; n < N; n++) sums[n] = load(to + n * LANES);
    for (int32_t i = 0; i < couples; i++, list += 3) {
        const int32_t* a = panel + (list[0] & 0xffff) * (N * LANES);
        const int32_t* b = panel + (list[0] >> 16) * (N * LANES);
        vec u = all(list[1]), v = all(list[2]);
#pragma GCC unroll 8
        for (int n = 0; n < N; n++) sums[n] = add(sums[n], couple(a + n * LANES, b + n * LANES, u, v));
    }
    for (int n = 0; n < N; n++) store(to + n * LANES, sums[n]);
    return list;
}

/// OUTPUTS outputs of N vectors: couples that all share, a count, then two places and two words of weights for each
/// output; behind them what each has alone.
template <int N> static void coupled(const int32_t* list, const int32_t* panel, int32_t* to) {
    int32_t couples = *list++;
    const int32_t* more = list + couples * (1 + 2 * OUTPUTS);
    for (int o = 0; o < OUTPUTS; o++) more = listed<N>(more, panel, to + o * N * LANES);
    vec sums[OUTPUTS][N];
    for (int o = 0; o < OUTPUTS; o++)
        for (int n = 0; n < N; n++) sums[o][n] = load(to + (o * N + n) * LANES);
    for (int32_t i = 0; i < couples; i++, list += 1 + 2 * OUTPUTS) {
        const int32_t* a = panel + (list[0] & 0xffff) * (N * LANES);
        const int32_t* b = panel + (list[0] >> 16) * (N * LANES);
#pragma GCC unroll 8
        for (int o = 0; o < OUTPUTS; o++) {
            vec u = all(list[1 + 2 * o]), v = all(list[2 + 2 * o]);
#pragma GCC unroll 8
            for (int n = 0; n < N; n++) {
                sums[o][n] = add(sums[o][n], couple(a + n * LANES, b + n * LANES, u, v));
                SETTLED(sums[o][n]);
            }
        }
    }
    for (int o = 0; o < OUTPUTS; o++)
        for (int n = 0; n < N; n++) store(to + (o * N + n) * LANES, sums[o][n]);
}
#else
template <int N> static void coupled(const int32_t*, const int32_t*, int32_t*) {}
#endif

template <int N>
static void multiply(const Plane& plane, int64_t block, int64_t output, int64_t begin, int64_t end,
                     const int32_t* panel, int32_t* to) {
    const Step& step = plane.step;
    if (LISTS && plane.lists != nullptr) {
        int64_t rows = (step.out.channels + OUTPUTS - 1) / OUTPUTS;
        coupled<N>(plane.lists + plane.starts[block * rows + output / OUTPUTS], panel, to);
        return;
    }
    int64_t outputs = step.out.channels / step.groups, rows = (outputs + OUTPUTS - 1) / OUTPUTS;
    int64_t row = output / outputs * rows + output % outputs / OUTPUTS;
    const int32_t* weights = step.weights + (row * step.taps * step.depth + begin) * OUTPUTS;
    if (step.in.kind == BYTES) dense<BYTES, N>(weights, panel, end - begin, to);
    else dense<WORDS, N>(weights, panel, end - begin, to);
}

constexpr int least(int vectors) { return vectors < MOST_VECTORS ? vectors : MOST_VECTORS; }

/// Adds words `begin` to `end`, which make block `block`, to the sums of OUTPUTS outputs of `vectors` vectors.
static void multiply(const Plane& plane, int64_t vectors, int64_t block, int64_t output, int64_t begin,
                     int64_t end, const int32_t* panel, int32_t* to) {
    switch (vectors) {
        case 1: multiply<least(1)>(plane, block, output, begin, end, panel, to); break;
        case 2: multiply<least(2)>(plane, block, output, begin, end, panel, to); break;
        case 3: multiply<least(3)>(plane, block, output, begin, end, panel, to); break;
        case 4: multiply<least(4)>(plane, block, output, begin, end, panel, to); break;
        case 5: multiply<least(5)>(plane, block, output, begin, end, panel, to); break;
        default: multiply<MOST_VECTORS>(plane, block, output, begin, end, panel, to); break;
    }
}
