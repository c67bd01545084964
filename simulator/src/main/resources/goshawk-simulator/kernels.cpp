// The kernels of Goshawk's native simulator. A program is a list of steps on slots; see NativeProgram.java.
//
// A slot holds, for each position (group of events, pixel), words of LANES lanes. A word of kind BYTES carries four
// channels less the slot's base, as unsigned bytes; HALVES two, signed; WORDS one.
#include "vectors.h"

enum Kind { BYTES = 0, HALVES = 1, WORDS = 2 };
enum Rounding { NONE = 0, SINGLE = 1, DOUBLE = 2, TREADS = 3 };
enum Action { PRODUCT = 0, GROUPED = 1, ELEMENTWISE = 2, LARGEST = 3, MOVE = 4, WINNER = 5, READ = 6, WRITE = 7 };

struct Slot {
    int64_t offset, kind, base, pixels, channels, words;
};

struct Step {
    int64_t action;
    Slot in, other, out;
    int64_t taps, depth, groups, blocks;
    const int32_t* weights;
    const int32_t* window;
    const int32_t* bias;
    const int32_t* padding;
    int64_t rounding;
    const float* single[4];
    const double* twice[4];
    const int32_t* treads;
    int64_t wide, factor, other_factor;
    int64_t port, bytes, is_signed, inner, row;
};

struct Program {
    int64_t count, groups;
    const Step* steps;
};

constexpr int OUTPUTS = 4;
constexpr int PER_WORD[] = {4, 2, 1};

INLINE int32_t* at(char* arena, const Slot& slot, int64_t position) {
    return (int32_t*)(arena + slot.offset) + position * slot.words * LANES;
}

template <int KIND> INLINE vec unpack(const int32_t* words, int64_t channel) {
    if (KIND == BYTES) {
        vec word = load(words + channel / 4 * LANES);
        switch (channel % 4) {
            case 0: return both(word, all(255));
            case 1: return both(right<8>(word), all(255));
            case 2: return both(right<16>(word), all(255));
            default: return right<24>(word);
        }
    }
    if (KIND == HALVES) {
        vec word = load(words + channel / 2 * LANES);
        return channel % 2 == 0 ? right_signed<16>(left<16>(word)) : right_signed<16>(word);
    }
    return load(words + channel * LANES);
}

INLINE vec element(const Slot& slot, const int32_t* words, int64_t channel) {
    vec stored = slot.kind == BYTES    ? unpack<BYTES>(words, channel)
                 : slot.kind == HALVES ? unpack<HALVES>(words, channel)
                                       : unpack<WORDS>(words, channel);
    return add(stored, all((int32_t)slot.base));
}

/// Writes four channels from `channel` on, a multiple of 4; those from `valid` on are zero or not there.
INLINE void pack(const Slot& slot, int32_t* words, int64_t channel, const vec* values, int64_t valid) {
    if (slot.kind == BYTES) {
        vec low = either(values[0], left<8>(values[1]));
        store(words + channel / 4 * LANES, either(low, either(left<16>(values[2]), left<24>(values[3]))));
    } else if (slot.kind == HALVES) {
        store(words + channel / 2 * LANES, either(both(values[0], all(0xffff)), left<16>(values[1])));
        if (valid > 2) {
            store(words + (channel / 2 + 1) * LANES, either(both(values[2], all(0xffff)), left<16>(values[3])));
        }
    } else {
        for (int i = 0; i < OUTPUTS && i < valid; i++) store(words + (channel + i) * LANES, values[i]);
    }
}

__attribute__((noinline)) static vec search(const int32_t* treads, int64_t channel, vec x) {
    const int32_t* table = treads + treads[channel];
    int32_t count = table[0];
    int32_t lanes[LANES];
    store(lanes, x);
    for (int i = 0; i < LANES; i++) {
        int32_t low = 0, high = count;
        while (high - low > 1) {
            int32_t middle = (low + high) / 2;
            if (lanes[i] >= table[1 + middle]) low = middle; else high = middle;
        }
        lanes[i] = table[1 + count + low];
    }
    return load(lanes);
}

INLINE vec rounded(const Step& step, int64_t channel, vec x) {
    switch (step.rounding) {
        case SINGLE:
            return round_single(x, step.single[0][channel], step.single[1][channel], step.single[2][channel],
                                step.single[3][channel]);
        case DOUBLE:
            return round_double(doubles(x), step.twice[0][channel], step.twice[1][channel], step.twice[2][channel],
                                step.twice[3][channel]);
        case TREADS: return search(step.treads, channel, x);
        default: return sub(x, all((int32_t)step.out.base));
    }
}

template <int KIND> INLINE vec dot(vec sum, vec x, vec w) {
    return KIND == BYTES ? dot_bytes(sum, x, w) : KIND == HALVES ? dot_halves(sum, x, w) : add(sum, mul(x, w));
}

/// Any rounding but those that loops are made for.
constexpr int ANY = -1;

/// OUTPUTS channels of N neighbouring positions.
template <int KIND, int ROUNDING, int N>
INLINE void tile(const Step& step, char* arena, int64_t position, int64_t block) {
    vec sums[OUTPUTS][N];
    const int32_t* weights = step.weights + block * step.taps * step.depth * OUTPUTS;
    for (int o = 0; o < OUTPUTS; o++)
        for (int n = 0; n < N; n++) sums[o][n] = all(step.bias[block * OUTPUTS + o]);
    int64_t skipped = block / step.blocks * step.depth * LANES;
    for (int64_t tap = 0; tap < step.taps; tap++) {
        const int32_t* x[N];
        for (int n = 0; n < N; n++) {
            // Either there is one pixel or one group of events.
            int64_t from = step.out.pixels == 1 ? step.window[tap] : step.window[(position + n) * step.taps + tap];
            int64_t whole = step.out.pixels == 1 ? (position + n) * step.in.pixels : 0;
            x[n] = (from < 0 ? step.padding : at(arena, step.in, whole + from)) + skipped;
        }
        for (int64_t word = 0; word < step.depth; word++) {
            vec here[N];
            for (int n = 0; n < N; n++) here[n] = load(x[n] + word * LANES);
            for (int o = 0; o < OUTPUTS; o++) {
                vec weight = all(weights[o]);
                for (int n = 0; n < N; n++) sums[o][n] = dot<KIND>(sums[o][n], here[n], weight);
            }
            weights += OUTPUTS;
        }
    }
    // The outputs of a group lie in whole blocks: the planner made it so, or there is one group.
    int64_t channel = block * OUTPUTS;
    int64_t valid = step.out.channels - channel;
    for (int o = 0; o < OUTPUTS; o++) {
        for (int n = 0; n < N; n++) {
            if (o >= valid) {
                sums[o][n] = all(0);
            } else if (ROUNDING == SINGLE) {
                sums[o][n] = round_single(sums[o][n], step.single[0][channel + o], step.single[1][channel + o],
                                          step.single[2][channel + o], step.single[3][channel + o]);
            } else {
                sums[o][n] = rounded(step, channel + o, sums[o][n]);
            }
        }
    }
    for (int n = 0; n < N; n++) {
        vec values[OUTPUTS];
        for (int o = 0; o < OUTPUTS; o++) values[o] = sums[o][n];
        pack(step.out, at(arena, step.out, position + n), channel, values, valid);
    }
}

template <int KIND, int ROUNDING> static void product(const Step& step, char* arena, int64_t groups) {
    int64_t positions = groups * step.out.pixels, blocks = step.groups * step.blocks;
    int64_t bytes = step.in.words * LANES * 4;
    int64_t chunk = (262144 / bytes + POSITIONS) / POSITIONS * POSITIONS;
    for (int64_t from = 0; from < positions; from += chunk) {
        int64_t to = from + chunk < positions ? from + chunk : positions;
        for (int64_t block = 0; block < blocks; block++) {
            int64_t position = from;
            for (; position + POSITIONS <= to; position += POSITIONS)
                tile<KIND, ROUNDING, POSITIONS>(step, arena, position, block);
            for (; position < to; position++) tile<KIND, ROUNDING, 1>(step, arena, position, block);
        }
    }
}

template <int KIND> static void product(const Step& step, char* arena, int64_t groups) {
    if (step.rounding == SINGLE) product<KIND, SINGLE>(step, arena, groups);
    else product<KIND, ANY>(step, arena, groups);
}

/// Groups that do not fill words: element by element.
static void grouped(const Step& step, char* arena, int64_t groups) {
    int64_t outputs = step.out.channels / step.groups;
    for (int64_t position = 0; position < groups * step.out.pixels; position++) {
        int64_t group = position / step.out.pixels, pixel = position % step.out.pixels;
        for (int64_t channel = 0; channel < step.out.channels; channel += OUTPUTS) {
            vec values[OUTPUTS];
            int64_t valid = step.out.channels - channel;
            for (int o = 0; o < OUTPUTS; o++) {
                values[o] = all(0);
                if (o >= valid) continue;
                int64_t first = (channel + o) / outputs * step.depth;
                const int32_t* weights = step.weights + (channel + o) * step.taps * step.depth;
                vec sum = all(step.bias[channel + o]);
                for (int64_t tap = 0; tap < step.taps; tap++) {
                    int64_t from = step.window[pixel * step.taps + tap];
                    const int32_t* x =
                        from < 0 ? step.padding : at(arena, step.in, group * step.in.pixels + from);
                    for (int64_t input = 0; input < step.depth; input++)
                        sum = add(sum, mul(element(step.in, x, first + input), all(*weights++)));
                }
                values[o] = rounded(step, channel + o, sum);
            }
            pack(step.out, at(arena, step.out, position), channel, values, valid);
        }
    }
}

/// factor * in + other_factor * other, or in alone where other_factor is 0; then rounded.
static void elementwise(const Step& step, char* arena, int64_t groups) {
    bool alone = step.other_factor == 0 && step.factor == 1;
    for (int64_t position = 0; position < groups * step.out.pixels; position++) {
        const int32_t* a = at(arena, step.in, position);
        const int32_t* b = alone ? a : at(arena, step.other, position);
        int32_t* to = at(arena, step.out, position);
        for (int64_t channel = 0; channel < step.out.channels; channel += OUTPUTS) {
            vec values[OUTPUTS];
            int64_t valid = step.out.channels - channel;
            for (int o = 0; o < OUTPUTS; o++) {
                int64_t c = channel + o;
                if (o >= valid) {
                    values[o] = all(0);
                } else if (alone) {
                    values[o] = rounded(step, c, element(step.in, a, c));
                } else if (step.wide) {
                    pair sum = weighted(doubles(element(step.in, a, c)), (double)step.factor,
                                        doubles(element(step.other, b, c)), (double)step.other_factor);
                    values[o] = round_double(sum, step.twice[0][c], step.twice[1][c], step.twice[2][c],
                                             step.twice[3][c]);
                } else {
                    vec sum = add(mul(element(step.in, a, c), all((int32_t)step.factor)),
                                  mul(element(step.other, b, c), all((int32_t)step.other_factor)));
                    values[o] = rounded(step, c, sum);
                }
            }
            pack(step.out, to, channel, values, valid);
        }
    }
}

static void largest(const Step& step, char* arena, int64_t groups) {
    for (int64_t position = 0; position < groups * step.out.pixels; position++) {
        int64_t group = position / step.out.pixels, pixel = position % step.out.pixels;
        for (int64_t channel = 0; channel < step.out.channels; channel += OUTPUTS) {
            vec values[OUTPUTS];
            int64_t valid = step.out.channels - channel;
            for (int o = 0; o < OUTPUTS; o++) {
                values[o] = all(0);
                bool first = true;
                for (int64_t tap = 0; tap < step.taps && o < valid; tap++) {
                    int64_t from = step.window[pixel * step.taps + tap];
                    if (from < 0) continue;
                    const int32_t* x = at(arena, step.in, group * step.in.pixels + from);
                    vec here = element(step.in, x, channel + o);
                    values[o] = first ? here : larger(values[o], here);
                    first = false;
                }
                if (o < valid) values[o] = sub(values[o], all((int32_t)step.out.base));
            }
            pack(step.out, at(arena, step.out, position), channel, values, valid);
        }
    }
}

static void move(const Step& step, char* arena, int64_t groups) {
    for (int64_t position = 0; position < groups * step.out.pixels; position++) {
        int64_t group = position / step.out.pixels, pixel = position % step.out.pixels;
        for (int64_t channel = 0; channel < step.out.channels; channel += OUTPUTS) {
            vec values[OUTPUTS];
            int64_t valid = step.out.channels - channel;
            for (int o = 0; o < OUTPUTS; o++) {
                values[o] = all(0);
                if (o >= valid) continue;
                int64_t from = step.window[pixel * step.out.channels + channel + o];
                const Slot& slot = from < 0 ? step.other : step.in;
                from = from < 0 ? ~from : from;
                const int32_t* x = at(arena, slot, group * slot.pixels + from / slot.channels);
                values[o] = sub(element(slot, x, from % slot.channels), all((int32_t)step.out.base));
            }
            pack(step.out, at(arena, step.out, position), channel, values, valid);
        }
    }
}

static void winner(const Step& step, char* arena, int64_t groups) {
    for (int64_t position = 0; position < groups * step.out.pixels; position++) {
        const int32_t* x = at(arena, step.in, position);
        vec best = element(step.in, x, 0);
        vec values[OUTPUTS] = {all(0), all(0), all(0), all(0)};
        for (int64_t channel = 1; channel < step.in.channels; channel++) {
            vec here = element(step.in, x, channel);
            values[0] = where_greater(here, best, all((int32_t)channel), values[0]);
            best = larger(best, here);
        }
        values[0] = sub(values[0], all((int32_t)step.out.base));
        pack(step.out, at(arena, step.out, position), 0, values, 1);
    }
}

#include "edges.h"

static void run(const Step& step, char* arena, int64_t groups, char* const* ports, int64_t events) {
    switch (step.action) {
        case PRODUCT:
            if (step.in.kind == BYTES) product<BYTES>(step, arena, groups);
            else if (step.in.kind == HALVES) product<HALVES>(step, arena, groups);
            else product<WORDS>(step, arena, groups);
            break;
        case GROUPED: grouped(step, arena, groups); break;
        case ELEMENTWISE: elementwise(step, arena, groups); break;
        case LARGEST: largest(step, arena, groups); break;
        case MOVE: move(step, arena, groups); break;
        case WINNER: winner(step, arena, groups); break;
        case READ: read(step, arena, ports[step.port], events); break;
        case WRITE: write(step, arena, ports[step.port], events); break;
    }
}

extern "C" int64_t goshawk_lanes() { return LANES; }

/// Runs `events` events. `ports` holds for each port of the program where its first event lies; they are moved on.
extern "C" void goshawk_run(const Program* program, char* arena, char** ports, int64_t events) {
    int64_t tile_events = program->groups * LANES;
    for (int64_t from = 0; from < events; from += tile_events) {
        int64_t count = events - from < tile_events ? events - from : tile_events;
        int64_t groups = (count + LANES - 1) / LANES;
        for (int64_t i = 0; i < program->count; i++) run(program->steps[i], arena, groups, ports, count);
        for (int64_t i = 0; i < program->count; i++) {
            const Step& step = program->steps[i];
            if (step.action == READ || step.action == WRITE) ports[step.port] += count * step.row * step.bytes;
        }
    }
}

#include "rows_run.h"
#include "planes.h"
