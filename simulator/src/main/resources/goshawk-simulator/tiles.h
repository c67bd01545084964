// Tiles of neighbouring pixels, and how what their windows meet is gathered into panels.
#pragma once

#if defined(__AVX2__) && !defined(__AVX512VNNI__)
/// Whether every second of neighbouring words is taken by two loads.
constexpr bool PAIRS = true;
INLINE vec evens(const int32_t* from) {
    __m256 a = _mm256_loadu_ps((const float*)from), b = _mm256_loadu_ps((const float*)(from + LANES));
    return _mm256_permute4x64_epi64(_mm256_castps_si256(_mm256_shuffle_ps(a, b, 0x88)), 0xd8);
}
INLINE bool no_bits(vec x) { return _mm256_testz_si256(x, x); }
INLINE vec gathered(const int32_t* plane, const int32_t* from, int32_t padding) {
    vec places = load(from);
    return _mm256_mask_i32gather_epi32(all(padding), plane, places, _mm256_cmpgt_epi32(places, all(-1)), 4);
}
#elif defined(__AVX2__)
constexpr bool PAIRS = false;
INLINE vec evens(const int32_t* from) { return load(from); }
INLINE bool no_bits(vec x) { return _mm512_test_epi32_mask(x, x) == 0; }
INLINE vec gathered(const int32_t* plane, const int32_t* from, int32_t padding) {
    vec places = load(from);
    return _mm512_mask_i32gather_epi32(all(padding), _mm512_cmpgt_epi32_mask(places, all(-1)), places, plane, 4);
}
#else
constexpr bool PAIRS = false;
INLINE vec evens(const int32_t* from) { return load(from); }
INLINE bool no_bits(vec x) {
    int32_t bits = 0;
    for (int lane = 0; lane < LANES; lane++) bits |= x[lane];
    return bits == 0;
}
#endif
INLINE vec counted() {
    int32_t lanes[LANES];
    for (int lane = 0; lane < LANES; lane++) lanes[lane] = lane;
    return load(lanes);
}

/// The pixels that one tap meets from the pixels of a tile.
struct Reach {
    int32_t from[MOST_VECTORS * LANES];
    int32_t first[MOST_VECTORS];
    /// How far lanes lie from each other; 0 where that differs.
    int32_t run[MOST_VECTORS];
    bool whole[MOST_VECTORS];
    vec mask[MOST_VECTORS];
};

/// A tile of neighbouring pixels of the output, and where their windows lie.
struct Tile {
    int64_t pixel, vectors;
    int64_t place[MOST_VECTORS * LANES], image[MOST_VECTORS * LANES];

    Tile() {}
    Tile(const Step& step, const Job& job, int64_t pixel, int64_t vectors) : pixel(pixel), vectors(vectors) {
        int64_t end = pixels_of(step.out, job.images);
        int64_t next = pixel % step.out.pixels, first = pixel / step.out.pixels * step.in.pixels;
        for (int64_t i = 0; i < vectors * LANES; i++) {
            place[i] = pixel + i < end ? next : -1;
            image[i] = first;
            if (++next == step.out.pixels) {
                next = 0;
                first += step.in.pixels;
            }
        }
    }

    /// For vector `v`, whose pixels are neighbours in one image.
    static void near(const int32_t* window, int32_t image, int64_t v, Reach& reach) {
        int lane = 0;
        while (lane < LANES - 1 && window[lane] < 0) lane++;
        int32_t first = window[lane] - lane, second = first - lane;
        vec from = load(window), none = right_signed<31>(from), here = exclusive(none, all(-1)), lanes = counted();
        store(reach.from + v * LANES, either(add(from, all(image)), none));
        reach.mask[v] = here;
        reach.whole[v] = no_bits(none);
        reach.run[v] = no_bits(both(exclusive(sub(from, lanes), all(first)), here)) ? 1 : 0;
        if (PAIRS && !reach.run[v] && no_bits(both(exclusive(sub(from, add(lanes, lanes)), all(second)), here)))
            reach.run[v] = 2;
        reach.first[v] = window[lane] < 0 ? 0 : image + (reach.run[v] == 2 ? second : first);
    }

    void reach(const Step& step, int64_t tap, Reach& reach) const {
        const int32_t* window = step.window + tap * LANES;
        for (int64_t v = 0; v < vectors; v++) {
            int32_t lanes[LANES];
            if (place[v * LANES + LANES - 1] == place[v * LANES] + LANES - 1) {
                int64_t block = place[v * LANES] / LANES, within = place[v * LANES] % LANES;
                const int32_t* here = window + block * step.taps * LANES;
                if (within == 0) {
                    near(here, (int32_t)image[v * LANES], v, reach);
                    continue;
                }
                memcpy(lanes, here + within, (LANES - within) * 4);
                memcpy(lanes + LANES - within, here + step.taps * LANES, within * 4);
                near(lanes, (int32_t)image[v * LANES], v, reach);
                continue;
            }
            int64_t first = INT64_MIN;
            bool run = true, whole = true;
            for (int lane = 0; lane < LANES; lane++) {
                int64_t i = v * LANES + lane;
                int32_t from = place[i] < 0 ? -1 : window[place[i] / LANES * step.taps * LANES + place[i] % LANES];
                int64_t source = from < 0 ? -1 : image[i] + from;
                reach.from[i] = (int32_t)source;
                lanes[lane] = source < 0 ? 0 : -1;
                if (source < 0) { whole = false; continue; }
                if (first == INT64_MIN) first = source - lane;
                run = run && source - lane == first;
            }
            reach.first[v] = first == INT64_MIN ? 0 : (int32_t)first;
            reach.run[v] = run;
            reach.whole[v] = whole;
            reach.mask[v] = load(lanes);
        }
    }
};

INLINE vec lanes_at(const Reach& reach, int64_t v, const int32_t* plane, int32_t padding) {
    if (reach.run[v]) {
        vec x = reach.run[v] == 1 ? load(plane + reach.first[v]) : evens(plane + reach.first[v]);
        if (reach.whole[v]) return x;
        vec mask = reach.mask[v];
        return either(both(x, mask), both(all(padding), sub(all(-1), mask)));
    }
    const int32_t* from = reach.from + v * LANES;
#if defined(__AVX2__)
    return gathered(plane, from, padding);
#else
    int32_t lanes[LANES];
    for (int lane = 0; lane < LANES; lane++) lanes[lane] = from[lane] < 0 ? padding : plane[from[lane]];
    return load(lanes);
#endif
}

/// Copies words `begin` to `end`, counted over taps of `depth` words from word `first` of the input, for a tile.
__attribute__((noinline)) static void gather_panel(const Step& step, const Job& job, const Tile& tile, int64_t first, int64_t depth,
                         int64_t begin, int64_t end, int32_t* panel) {
    Reach reach;
    int64_t stride = stride_of(step.in, job.images);
    for (int64_t k = begin; k < end;) {
        int64_t tap = k / depth, word = k % depth;
        tile.reach(step, tap, reach);
        const int32_t* plane = plane_of(job, step.in, first + word);
        int32_t padding = step.padding[0];
        for (; word < depth && k < end; word++, k++, plane += stride)
            for (int64_t v = 0; v < tile.vectors; v++, panel += LANES) store(panel, lanes_at(reach, v, plane, padding));
    }
}

/// How the pixels of a slot fall into tiles of about the same size, and these into strips.
struct Tiling {
    int64_t vectors, count, strips;

    Tiling(const Slot& slot, const Job& job) {
        vectors = (pixels_of(slot, job.images) + LANES - 1) / LANES;
        count = (vectors + MOST_VECTORS - 1) / MOST_VECTORS;
        strips = (count + STRIP - 1) / STRIP;
    }
    int64_t begin(int64_t tile) const { return tile * vectors / count; }
    int64_t first(int64_t strip) const { return strip * count / strips; }
};
