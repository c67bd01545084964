// Row-major kernels: a slot holds its events one behind the other, each as pixels of channels. What large networks and
// transformers run on; see RowProgram.java, whose RowRecord has the fields of Step in this order.
#pragma once

#include "gemm.h"
#include "amx.h"

namespace rows {

enum Kind { BYTES = 0, HALVES = 1, WORDS = 2, LONGS = 3 };
enum Rounding { NONE = 0, DOUBLE = 1, SCALED = 2, TREADS = 3 };
constexpr int64_t SIZE[] = {1, 2, 4, 8};
/// Elements that are worked on at once.
constexpr int64_t CHUNK = 256;

/// Bytes are unsigned, wider kinds signed; what is stored is less `base`. A known slot is the same for all events.
struct Slot {
    int64_t offset, kind, base, pixels, channels;
    const char* known;
};

struct Step {
    int64_t action;
    Slot in, other, out;
    int64_t rounding;
    const double* twice[4];
    const int64_t* stairs;
    int64_t mode, taps, depth, groups, padding, factor, other_factor;
    const void* weights;
    const int64_t* bias;
    const int32_t* window;
    const int32_t* outliers;
    int64_t port, bytes, is_signed, inner;
    const int64_t* form;
    int64_t low, high, rows, columns, saturates;
};

struct Context {
    char* arena;
    char* scratch;
    char* const* ports;
    int64_t events, part, parts;
};

struct Share {
    int64_t from, to;
};

/// This thread's part of `total` units.
INLINE Share share(const Context& c, int64_t total) {
    return {total * c.part / c.parts, total * (c.part + 1) / c.parts};
}

INLINE char* at(const Context& c, const Slot& slot, int64_t event) {
    return slot.known ? (char*)slot.known
                      : c.arena + slot.offset + event * slot.pixels * slot.channels * SIZE[slot.kind];
}

template <typename S, typename T> INLINE void widen(const char* from, int64_t base, int64_t n, T* to) {
    const S* x = (const S*)from;
    for (int64_t i = 0; i < n; i++) to[i] = (T)((T)x[i] + (T)base);
}

/// `n` elements of `slot` from element `first` of an event's memory on.
template <typename T> static void fetch(const Slot& slot, const char* event, int64_t first, int64_t n, T* to) {
    const char* from = event + first * SIZE[slot.kind];
    switch (slot.kind) {
        case BYTES: widen<uint8_t>(from, slot.base, n, to); break;
        case HALVES: widen<int16_t>(from, slot.base, n, to); break;
        case WORDS: widen<int32_t>(from, slot.base, n, to); break;
        default: widen<int64_t>(from, slot.base, n, to); break;
    }
}

template <typename S, typename T> INLINE void narrow(const T* from, int64_t base, int64_t n, char* to) {
    S* y = (S*)to;
    T less = (T)base;
    for (int64_t i = 0; i < n; i++) y[i] = (S)(from[i] - less);
}

template <typename T> static void keep(const Slot& slot, char* event, int64_t first, int64_t n, const T* from) {
    char* to = event + first * SIZE[slot.kind];
    switch (slot.kind) {
        case BYTES: narrow<uint8_t>(from, slot.base, n, to); break;
        case HALVES: narrow<int16_t>(from, slot.base, n, to); break;
        case WORDS: narrow<int32_t>(from, slot.base, n, to); break;
        default: narrow<int64_t>(from, slot.base, n, to); break;
    }
}

/// Requantisers as a fused multiply-add, a clamp and a rounding, proven by the planner.
template <typename X, typename Y>
INLINE void round_double(const Step& step, int64_t channel, int64_t n, const X* x, Y* y) {
    const double *slope = step.twice[0] + channel, *offset = step.twice[1] + channel;
    const double *low = step.twice[2] + channel, *high = step.twice[3] + channel;
    for (int64_t i = 0; i < n; i++) {
        double v = std::fma((double)x[i], slope[i], offset[i]);
        v = v > low[i] ? v : low[i];
        v = v < high[i] ? v : high[i];
        y[i] = (Y)std::nearbyint(v);
    }
}

/// `rounding((x * m + c) / 2^s)` in integers of 128 bits; the numbers of each channel are m, c, s, mode, low, high.
static int64_t scaled(const int64_t* s, int64_t x) {
    __int128 v = (__int128)x * s[0] + s[1];
    if (s[2] > 0) {
        __int128 half = (__int128)1 << (s[2] - 1);
        if (s[3] == 1) v += half - 1 + ((v >> s[2]) & 1);
        else if (s[3] == 2) v += half;
        v >>= s[2];
    }
    return v < s[4] ? s[4] : v > s[5] ? s[5] : (int64_t)v;
}

/// The value of the tread that holds x: a table for each channel of a count, first integers, values.
static int64_t tread(const int64_t* stairs, int64_t channel, int64_t x) {
    const int64_t* table = stairs + stairs[channel];
    int64_t count = table[0], low = 0, high = count;
    while (high - low > 1) {
        int64_t middle = (low + high) / 2;
        if (x >= table[1 + middle]) low = middle; else high = middle;
    }
    return table[1 + count + low];
}

/// Results of the usual kind: in doubles, to 32 bits at most. INLINE, so that a constant `n` unrolls.
template <typename X>
INLINE void finish_double(const Step& step, char* event, int64_t first, int64_t channel, int64_t n, const X* x) {
    int32_t y[CHUNK];
    round_double(step, channel, n, x, y);
    char* to = event + first * SIZE[step.out.kind];
    if (step.out.kind == BYTES) narrow<uint8_t>(y, step.out.base, n, to);
    else if (step.out.kind == HALVES) narrow<int16_t>(y, step.out.base, n, to);
    else narrow<int32_t>(y, step.out.base, n, to);
}

/// The results of a step for `n` channels from `channel` on, to the place `first` of an event of its output.
template <typename X>
static void finish(const Step& step, char* event, int64_t first, int64_t channel, int64_t n, const X* x) {
    if (step.rounding == NONE) {
        keep(step.out, event, first, n, x);
    } else if (step.rounding == DOUBLE && step.out.kind != LONGS) {
        finish_double(step, event, first, channel, n, x);
    } else {
        int64_t y[CHUNK];
        if (step.rounding == DOUBLE) {
            round_double(step, channel, n, x, y);
        } else {
            for (int64_t i = 0; i < n; i++)
                y[i] = step.rounding == SCALED ? scaled(step.stairs + 6 * (channel + i), (int64_t)x[i])
                                               : tread(step.stairs, channel + i, (int64_t)x[i]);
        }
        keep(step.out, event, first, n, y);
    }
}

}  // namespace rows
