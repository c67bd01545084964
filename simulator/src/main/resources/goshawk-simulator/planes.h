// Large networks, such as convolutions of images: lanes are pixels. A slot is a plane for each word of channels, one
// word a pixel, the pixels of all images of a run one behind the other. See PlaneProgram.java.
#pragma once

#include <atomic>
#include <sched.h>

namespace planes {

/// A step and what only planes need.
struct Plane {
    Step step;
    /// For each block of words and OUTPUTS outputs where their list begins; else `step.weights` holds blocks.
    const int32_t* starts;
    const int32_t* lists;
    /// Slopes of both inputs, offset, least and largest of a sum of bytes; in one of the two precisions, if any.
    int64_t joined;
    const float* joined_single;
    const double* joined_double;
    /// Whether sums are rounded to bytes, clamped to 0 and 255, and fit 32 bits before.
    int64_t bytes;
};

struct PlaneProgram {
    int64_t count;
    const Plane* steps;
};

/// What threads that work on the same images share; zero before the first step.
struct Crew {
    std::atomic<int64_t> next, arrived, phase;
    int64_t size;
};

struct Job {
    char* arena;
    char* scratch;
    char* const* ports;
    int64_t images;
    Crew* crew;
};

#if defined(__AVX2__) && !defined(__AVX512VNNI__) && !defined(__AVXVNNI__)
constexpr bool LISTS = true;
#else
constexpr bool LISTS = false;
#endif
/// As many as leave a register for all sums.
constexpr int MOST_VECTORS = LANES == 16 ? 6 : 3;
constexpr int BLOCK_WORDS = LISTS ? 256 : 64;
/// Tiles that take the same weights while these are near; the panels of all fit the first cache.
constexpr int STRIP = LISTS ? 1 : 2;

INLINE int64_t pixels_of(const Slot& slot, int64_t images) { return slot.pixels * images; }
/// How many words a plane takes: an odd number of lines of a cache, so that planes do not meet in the same part of it.
INLINE int64_t stride_of(const Slot& slot, int64_t images) { return ((pixels_of(slot, images) + 15) / 16 | 1) * 16; }
INLINE int32_t* plane_of(const Job& job, const Slot& slot, int64_t word) {
    return (int32_t*)(job.arena + slot.offset) + word * stride_of(slot, job.images);
}

INLINE int32_t peek(const Job& job, const Slot& slot, int64_t pixel, int64_t channel) {
    if (slot.kind == BYTES) return ((const uint8_t*)(plane_of(job, slot, channel / 4) + pixel))[channel % 4] + (int32_t)slot.base;
    return plane_of(job, slot, channel)[pixel];
}

INLINE void poke(const Job& job, const Slot& slot, int64_t pixel, int64_t channel, int32_t value) {
    if (slot.kind == BYTES) ((uint8_t*)(plane_of(job, slot, channel / 4) + pixel))[channel % 4] = (uint8_t)(value - slot.base);
    else plane_of(job, slot, channel)[pixel] = value;
}

/// Four channels from `channel` on, a multiple of 4, at neighbouring pixels.
INLINE void four(const Job& job, const Slot& slot, int64_t pixel, int64_t channel, vec* values) {
    if (slot.kind == BYTES) {
        vec word = load(plane_of(job, slot, channel / 4) + pixel);
        values[0] = both(word, all(255));
        values[1] = both(right<8>(word), all(255));
        values[2] = both(right<16>(word), all(255));
        values[3] = right<24>(word);
        return;
    }
    for (int i = 0; i < 4; i++) {
        int64_t c = channel + i < slot.channels ? channel + i : channel;
        values[i] = load(plane_of(job, slot, c) + pixel);
    }
}

INLINE void put_four(const Job& job, const Slot& slot, int64_t pixel, int64_t channel, const vec* values) {
    if (slot.kind == BYTES) {
        vec low = either(values[0], left<8>(values[1]));
        store(plane_of(job, slot, channel / 4) + pixel, either(low, either(left<16>(values[2]), left<24>(values[3]))));
        return;
    }
    for (int i = 0; i < 4 && channel + i < slot.channels; i++)
        store(plane_of(job, slot, channel + i) + pixel, values[i]);
}

#include "tiles.h"
#include "bytes.h"
#include "lists.h"

/// Outputs `from` to `to`, which lie in one group and begin a block of four, of a strip of tiles.
static void plane_product(const Plane& plane, const Job& job, const Tile* tiles, int64_t count, int64_t from,
                          int64_t to) {
    const Step& step = plane.step;
    int64_t outputs = step.out.channels / step.groups, group = from / outputs;
    int64_t words = step.taps * step.depth, blocks = (words + BLOCK_WORDS - 1) / BLOCK_WORDS;
    constexpr int64_t PANEL = BLOCK_WORDS * MOST_VECTORS * LANES;
    int32_t* panels = (int32_t*)job.scratch;
    int32_t* sums = panels + STRIP * PANEL;
    for (int64_t block = 0; block < blocks; block++) {
        int64_t begin = block * BLOCK_WORDS, end = begin + BLOCK_WORDS < words ? begin + BLOCK_WORDS : words;
        for (int64_t t = 0; t < count; t++)
            gather_panel(step, job, tiles[t], group * step.depth, step.depth, begin, end, panels + t * PANEL);
        for (int64_t output = from; output < to; output += OUTPUTS)
            for (int64_t t = 0; t < count; t++) {
                int32_t* here = sums + ((output - from) * STRIP + t * OUTPUTS) * MOST_VECTORS * LANES;
                multiply({plane, job, tiles[t], output, block, blocks, begin, end, panels + t * PANEL, here});
            }
    }
}

/// Whether each output is a sum over neighbouring pixels of one channel, as an average over an image is.
INLINE bool is_pooled(const Step& step) {
    if (step.out.pixels != 1 || step.depth != 1 || step.in.kind != BYTES || step.taps < LANES) return false;
    if (step.out.channels != step.in.channels) return false;
    for (int64_t tap = 0; tap < step.taps; tap++)
        if (step.window[tap * LANES] != step.window[0] + tap || step.window[0] < 0) return false;
    return true;
}

/// Lanes are the pixels of one image, for outputs `from` to `to`.
static void plane_pooled(const Plane& plane, const Job& job, int64_t from, int64_t to) {
    const Step& step = plane.step;
    vec sums[OUTPUTS][1];
    int32_t lanes[LANES];
    for (int64_t output = from; output < to; output += OUTPUTS) {
        int32_t images[OUTPUTS][LANES] = {};
        for (int64_t image = 0; image < job.images; image++) {
            const int32_t* word = plane_of(job, step.in, output / 4) + image * step.in.pixels + step.window[0];
            for (int o = 0; o < OUTPUTS; o++) {
                int64_t channel = output + o < step.out.channels ? output + o : output;
                const int32_t* weights = step.weights + channel * step.taps;
                vec sum = all(0);
                int64_t tap = 0;
                for (; tap + LANES <= step.taps; tap += LANES)
                    sum = add(sum, mul(unpacked(load(word + tap), channel % 4), load(weights + tap)));
                store(lanes, sum);
                int32_t total = step.bias[output + o];
                for (int lane = 0; lane < LANES; lane++) total += lanes[lane];
                for (; tap < step.taps; tap++) total += ((const uint8_t*)(word + tap))[channel % 4] * weights[tap];
                images[o][image % LANES] = total;
            }
            if (image % LANES < LANES - 1 && image + 1 < job.images) continue;
            Tile part;
            part.pixel = image / LANES * LANES;
            for (int o = 0; o < OUTPUTS; o++) sums[o][0] = load(images[o]);
            finish<1>(plane, job, part, output, sums);
        }
    }
}

/// Groups that do not fill words: channel by channel.
static void plane_grouped(const Plane& plane, const Job& job, const Tile& tile, int64_t from, int64_t to) {
    const Step& step = plane.step;
    int64_t outputs = step.out.channels / step.groups, per = PER_WORD[step.in.kind];
    int32_t sums[OUTPUTS * MOST_VECTORS * LANES];
    Reach reach;
    for (int64_t output = from; output < to; output += OUTPUTS) {
        memset(sums, 0, sizeof sums);
        for (int64_t tap = 0; tap < step.taps; tap++) {
            tile.reach(step, tap, reach);
            for (int o = 0; o < OUTPUTS && output + o < to; o++) {
                const int32_t* weights = step.weights + ((output + o) * step.taps + tap) * step.depth;
                for (int64_t input = 0; input < step.depth; input++) {
                    int64_t channel = (output + o) / outputs * step.depth + input;
                    const int32_t* plane = plane_of(job, step.in, channel / per);
                    for (int64_t v = 0; v < tile.vectors; v++) {
                        vec word = lanes_at(reach, v, plane, step.padding[0]);
                        vec x = per == 1 ? word : unpacked(word, channel % 4);
                        int32_t* sum = sums + (o * tile.vectors + v) * LANES;
                        store(sum, add(load(sum), mul(x, all(weights[input]))));
                    }
                }
            }
        }
        for (int64_t v = 0; v < tile.vectors; v++) {
            vec here[OUTPUTS][1];
            for (int o = 0; o < OUTPUTS; o++)
                here[o][0] = add(load(sums + (o * tile.vectors + v) * LANES), all(step.bias[output + o]));
            Tile part;
            part.pixel = tile.pixel + v * LANES;
            finish<1>(plane, job, part, output, here);
        }
    }
}

static void plane_largest(const Step& step, const Job& job, const Tile& tile) {
    Reach reach;
    for (int64_t tap = 0; tap < step.taps; tap++) {
        tile.reach(step, tap, reach);
        for (int64_t word = 0; word < step.in.words; word++) {
            const int32_t* plane = plane_of(job, step.in, word);
            int32_t* to = plane_of(job, step.out, word) + tile.pixel;
            for (int64_t v = 0; v < tile.vectors; v++, to += LANES) {
                vec here = lanes_at(reach, v, plane, step.padding[0]);
                if (tap > 0) here = step.in.kind == BYTES ? larger_bytes(load(to), here) : larger(load(to), here);
                store(to, here);
            }
        }
    }
}

#include "flat.h"

static void plane_units(const Plane& plane, const Job& job, int64_t unit, const Tiling& tiling, int64_t shares) {
    const Step& step = plane.step;
    if (step.action == ELEMENTWISE) { plane_elementwise(plane, job, unit * OUTPUTS); return; }
    int64_t first = tiling.first(unit % tiling.strips), count = tiling.first(unit % tiling.strips + 1) - first;
    Tile tiles[STRIP];
    for (int64_t t = 0; t < count; t++) {
        int64_t begin = tiling.begin(first + t);
        tiles[t] = Tile(step, job, begin * LANES, tiling.begin(first + t + 1) - begin);
    }
    if (step.action == LARGEST) {
        for (int64_t t = 0; t < count; t++) plane_largest(step, job, tiles[t]);
        return;
    }
    bool grouped = step.action == GROUPED;
    int64_t share = unit / tiling.strips, group = grouped ? 0 : share / shares;
    int64_t outputs = grouped ? step.out.channels : step.out.channels / step.groups;
    int64_t part = ((outputs + shares - 1) / shares + OUTPUTS - 1) / OUTPUTS * OUTPUTS;
    int64_t from = share % shares * part, to = from + part < outputs ? from + part : outputs;
    if (from >= to) return;
    if (grouped && is_pooled(step)) {
        if (unit % tiling.strips == 0) plane_pooled(plane, job, from, to);
        return;
    }
    if (!grouped) plane_product(plane, job, tiles, count, group * outputs + from, group * outputs + to);
    else
        for (int64_t t = 0; t < count; t++) plane_grouped(plane, job, tiles[t], from, to);
}

static void plane_step(const Plane& plane, const Job& job) {
    const Step& step = plane.step;
    Tiling tiling(step.out, job);
    int64_t shares = 1, units = 1;
    switch (step.action) {
        case PRODUCT: case GROUPED: {
            int64_t groups = step.action == PRODUCT ? step.groups : 1;
            while (tiling.strips * groups * shares < 3 * job.crew->size && job.crew->size > 1) shares++;
            units = tiling.strips * groups * shares;
            break;
        }
        case LARGEST: units = tiling.strips; break;
        case ELEMENTWISE: units = (step.out.channels + OUTPUTS - 1) / OUTPUTS; break;
        default: break;
    }
    for (int64_t unit; (unit = job.crew->next.fetch_add(1)) < units;) {
        switch (step.action) {
            case READ: plane_read(step, job); break;
            case WRITE: plane_write(step, job); break;
            case MOVE: plane_move(step, job); break;
            case WINNER: plane_winner(step, job); break;
            default: plane_units(plane, job, unit, tiling, shares); break;
        }
    }
}

/// Waits until all of the crew are here.
static void meet(Crew& crew) {
    int64_t phase = crew.phase.load();
    if (crew.arrived.fetch_add(1) + 1 == crew.size) {
        crew.arrived.store(0);
        crew.next.store(0);
        crew.phase.store(phase + 1);
        return;
    }
    for (int64_t spins = 0; crew.phase.load() == phase; spins++)
        if (spins > 1000) sched_yield();
}

/// Runs `images` images; each thread of the crew calls it with the same arguments but `scratch`.
extern "C" void goshawk_planes(const PlaneProgram* program, char* arena, char* scratch, char* const* ports,
                               int64_t images, Crew* crew) {
    Job job = {arena, scratch, ports, images, crew};
    for (int64_t i = 0; i < program->count; i++) {
        plane_step(program->steps[i], job);
        meet(*crew);
    }
}

}  // namespace planes
