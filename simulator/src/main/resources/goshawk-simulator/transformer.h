// Curves: the integer arithmetic of the dialect's forms, in integers of 64 bits.
#pragma once

// Loops over 64-bit products: vectors without such products make them slower.
#define SCALAR __attribute__((noinline, optimize("no-tree-vectorize")))

namespace rows {

enum Form { TABLE = 0, SEGMENTS = 1, EXPONENTIAL = 2, ERF = 3 };

/// A polynomial on each segment; numbers: first, segment bits, count, width, shifts, then coefficients.
static int64_t segments(const int64_t* f, int64_t x) {
    int64_t u = x - f[0], width = f[3], i = u >> f[1];
    i = i < 0 ? 0 : i > f[2] - 1 ? f[2] - 1 : i;
    int64_t t = u - (i << f[1]);
    const int64_t *shifts = f + 4, *c = f + 4 + width + i * width;
    int64_t sum = c[width - 1];
    for (int64_t power = width - 1; power > 0; power--) sum = ((sum * t) >> shifts[power]) + c[power - 1];
    return sum >> shifts[0];
}

/// A power of two; numbers: top, multiplier, drop, fraction bits, largest shift, then the segments of its mantissa.
static int64_t exponential(const int64_t* f, int64_t x) {
    int64_t w = ((f[0] - x) * f[1] + (1LL << (f[2] - 1))) >> f[2];
    int64_t places = w >> f[3];
    if (places >= f[4]) return 0;
    int64_t value = segments(f + 5, w - (places << f[3]));
    return (value + ((1LL << places) >> 1)) >> places;
}

/// I-BERT's second-order error function; numbers: zero, bound, unit, gated, drop, multiplier, addend, shift.
static int64_t erf(const int64_t* f, int64_t x) {
    int64_t q = x - f[0], size = q < 0 ? -q : q;
    int64_t rest = f[1] - (size < f[1] ? size : f[1]), e = f[2] - rest * rest;
    e = q < 0 ? -e : e;
    int64_t product = f[3] ? q * ((f[2] + e) >> f[4]) : e >> f[4];
    return (product * f[5] + f[6]) >> f[7];
}

INLINE int64_t value(const int64_t* form, int64_t x) {
    return form[0] == SEGMENTS ? segments(form + 1, x) : form[0] == EXPONENTIAL ? exponential(form + 1, x)
                                                                                : erf(form + 1, x);
}

template <typename X, typename Y> static void table(const char* in, const void* entries, int64_t first, int64_t n, char* out) {
    const X* x = (const X*)in;
    const Y* values = (const Y*)entries;
    Y* y = (Y*)out;
    for (int64_t i = 0; i < n; i++) y[i] = values[(int64_t)x[i] - first];
}

/// Each element by itself: a table of what is stored by what is stored, or the form.
static void curve(const Step& step, const Context& c) {
    int64_t size = step.out.pixels * step.out.channels;
    Share mine = share(c, c.events * step.out.pixels);
    mine = {mine.from * step.out.channels, mine.to * step.out.channels};
    for (int64_t from = mine.from, to; from < mine.to; from = to) {
        int64_t event = from / size, first = from % size;
        to = mine.to < (event + 1) * size ? mine.to : (event + 1) * size;
        const char* in = at(c, step.in, event);
        char* out = at(c, step.out, event);
        if (step.form[0] == TABLE) {
            const char* x = in + first * SIZE[step.in.kind];
            char* y = out + first * SIZE[step.out.kind];
            switch (step.in.kind * 4 + step.out.kind) {
                case BYTES * 4 + BYTES: table<uint8_t, uint8_t>(x, step.weights, step.form[1], to - from, y); break;
                case BYTES * 4 + HALVES: table<uint8_t, int16_t>(x, step.weights, step.form[1], to - from, y); break;
                case BYTES * 4 + WORDS: table<uint8_t, int32_t>(x, step.weights, step.form[1], to - from, y); break;
                case HALVES * 4 + BYTES: table<int16_t, uint8_t>(x, step.weights, step.form[1], to - from, y); break;
                case HALVES * 4 + HALVES: table<int16_t, int16_t>(x, step.weights, step.form[1], to - from, y); break;
                case HALVES * 4 + WORDS: table<int16_t, int32_t>(x, step.weights, step.form[1], to - from, y); break;
                case WORDS * 4 + BYTES: table<int32_t, uint8_t>(x, step.weights, step.form[1], to - from, y); break;
                case WORDS * 4 + HALVES: table<int32_t, int16_t>(x, step.weights, step.form[1], to - from, y); break;
                default: table<int32_t, int32_t>(x, step.weights, step.form[1], to - from, y); break;
            }
            continue;
        }
        for (int64_t i = first; i < first + to - from; i++) {
            int64_t x;
            fetch(step.in, in, i, 1, &x);
            x = value(step.form, x);
            x = x < step.low ? step.low : x > step.high ? step.high : x;
            keep(step.out, out, i, 1, &x);
        }
    }
}

}  // namespace rows
