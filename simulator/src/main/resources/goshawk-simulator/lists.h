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

/// What OUTPUTS outputs from `output` on of one tile take from one block of words.
struct Part {
    const Plane& plane;
    const Job& job;
    const Tile& tile;
    int64_t output, block, blocks, begin, end;
    const int32_t* panel;
    /// The sums of blocks before, and behind those of this one.
    int32_t* sums;
};

/// OUTPUTS outputs of N vectors, dense: weights are blocks of OUTPUTS for each word.
template <int KIND, int N>
INLINE void dense(const int32_t* weights, const int32_t* panel, int64_t words, vec (&sums)[OUTPUTS][N]) {
    for (int64_t k = 0; k < words; k++, weights += OUTPUTS, panel += N * LANES) {
        vec here[N];
        UNROLLED for (int n = 0; n < N; n++) here[n] = load(panel + n * LANES);
        UNROLLED for (int o = 0; o < OUTPUTS; o++) {
            vec weight = all(weights[o]);
            UNROLLED for (int n = 0; n < N; n++) sums[o][n] = dot<KIND>(sums[o][n], here[n], weight);
        }
    }
}

#if defined(__AVX2__) && !defined(__AVX512VNNI__)
/// Keeps a compiler from putting off what is added to a sum until it has no registers left.
#define SETTLED(sum) asm volatile("" : "+x"(sum))

/// Adds the products of a couple of words: each half's four never leave 16 bits.
template <int N> INLINE void couple(int32_t places, int32_t one, int32_t other, const int32_t* panel, vec (&sums)[N]) {
    const int32_t* a = panel + (places & 0xffff) * (N * LANES);
    const int32_t* b = panel + (places >> 16) * (N * LANES);
    vec u = all(one), v = all(other);
    UNROLLED for (int n = 0; n < N; n++) {
        vec products = _mm256_maddubs_epi16(load(a + n * LANES), u);
        products = _mm256_add_epi16(products, _mm256_maddubs_epi16(load(b + n * LANES), v));
        sums[n] = add(sums[n], _mm256_madd_epi16(products, _mm256_set1_epi16(1)));
        SETTLED(sums[n]);
    }
}

/// OUTPUTS outputs of N vectors: couples that all share, a count, then two places and two words of weights for each
/// output; behind them for each output those it has alone, a count, then two places and two words each.
template <int N> INLINE void coupled(const int32_t* list, const int32_t* panel, vec (&sums)[OUTPUTS][N]) {
    int32_t couples = *list++;
    for (int32_t i = 0; i < couples; i++, list += 1 + 2 * OUTPUTS) {
        UNROLLED for (int o = 0; o < OUTPUTS; o++) couple<N>(list[0], list[1 + 2 * o], list[2 + 2 * o], panel, sums[o]);
    }
    UNROLLED for (int o = 0; o < OUTPUTS; o++) {
        couples = *list++;
        for (int32_t i = 0; i < couples; i++, list += 3) couple<N>(list[0], list[1], list[2], panel, sums[o]);
    }
}
#else
template <int N> INLINE void coupled(const int32_t*, const int32_t*, vec (&)[OUTPUTS][N]) {}
#endif

template <int N> __attribute__((noinline)) static void multiply_vectors(const Part& part) {
    const Plane& plane = part.plane;
    const Step& step = plane.step;
    vec sums[OUTPUTS][N];
    UNROLLED for (int o = 0; o < OUTPUTS; o++)
        UNROLLED for (int n = 0; n < N; n++)
            sums[o][n] = part.block == 0 ? all(step.bias[part.output + o]) : load(part.sums + (o * N + n) * LANES);
    int64_t row = part.output / OUTPUTS;
    if (LISTS && plane.lists != nullptr) {
        int64_t rows = (step.out.channels + OUTPUTS - 1) / OUTPUTS;
        coupled<N>(plane.lists + plane.starts[part.block * rows + row], part.panel, sums);
    } else {
        const int32_t* weights = step.weights + (row * step.taps * step.depth + part.begin) * OUTPUTS;
        if (step.in.kind == BYTES) dense<BYTES, N>(weights, part.panel, part.end - part.begin, sums);
        else dense<WORDS, N>(weights, part.panel, part.end - part.begin, sums);
    }
    if (part.block + 1 == part.blocks) {
        finish<N>(plane, part.job, part.tile, part.output, sums);
        return;
    }
    UNROLLED for (int o = 0; o < OUTPUTS; o++)
        UNROLLED for (int n = 0; n < N; n++) store(part.sums + (o * N + n) * LANES, sums[o][n]);
}

constexpr int least(int vectors) { return vectors < MOST_VECTORS ? vectors : MOST_VECTORS; }

static void multiply(const Part& part) {
    switch (part.tile.vectors) {
        case 1: multiply_vectors<least(1)>(part); break;
        case 2: multiply_vectors<least(2)>(part); break;
        case 3: multiply_vectors<least(3)>(part); break;
        case 4: multiply_vectors<least(4)>(part); break;
        case 5: multiply_vectors<least(5)>(part); break;
        default: multiply_vectors<MOST_VECTORS>(part); break;
    }
}
