// Between the rows of ports and the lanes of slots.
#pragma once

template <typename T> INLINE int32_t fetch(const char* row, int64_t element) {
    T x;
    memcpy(&x, row + element * sizeof(T), sizeof(T));
    return (int32_t)x;
}

/// Adds the same to each byte, half or word of words, modulo its width.
template <int BYTES_EACH> struct Shift {
    vec all_of, low, high;
    explicit Shift(int64_t by) {
        if (BYTES_EACH == 4) {
            all_of = all((int32_t)by);
        } else if (BYTES_EACH == 2) {
            all_of = all((int32_t)((uint32_t)(by & 0xffff) * 0x10001u));
            low = all(0x7fff7fff), high = all((int32_t)0x80008000u);
        } else {
            all_of = all((int32_t)((uint32_t)(by & 0xff) * 0x1010101u));
            low = all(0x7f7f7f7f), high = all((int32_t)0x80808080u);
        }
    }
    __attribute__((always_inline)) inline vec operator()(vec x) const {
        if (BYTES_EACH == 4) return add(x, all_of);
        // Without carries between neighbours; the highest bits are added by themselves.
        return exclusive(add(both(x, low), both(all_of, low)), both(exclusive(x, all_of), high));
    }
};

/// Whether rows, of elements of type T, are words as the slot has them, one behind the other, but for the base.
template <typename T> static bool in_words(const Step& step, const Slot& slot) {
    bool whole = slot.pixels == 1 || slot.channels % PER_WORD[slot.kind] == 0;
    return step.inner == 1 && whole && (int64_t)sizeof(T) * PER_WORD[slot.kind] == 4;
}

/// Full groups of events, whose rows are `words` whole words each.
template <typename T>
static void read_words(const Slot& slot, char* arena, const char* rows, int64_t groups, int64_t words) {
    Shift<sizeof(T)> shift(-slot.base);
    for (int64_t group = 0; group < groups; group++, rows += LANES * words * 4) {
        int32_t* to = at(arena, slot, group * slot.pixels);
        int64_t word = 0;
        for (; word + 4 <= words; word += 4) {
            vec four[4];
            from_rows(rows + word * 4, words * 4, four);
            for (int i = 0; i < 4; i++) store(to + (word + i) * LANES, shift(four[i]));
        }
        for (; word < words; word++) {
            int32_t lanes[LANES];
            for (int lane = 0; lane < LANES; lane++) lanes[lane] = fetch<int32_t>(rows + lane * words * 4, word);
            store(to + word * LANES, shift(load(lanes)));
        }
    }
}

/// The longest rows that are put together before they are written, in bytes.
constexpr int SHORT_ROW = 64;

/// Full groups of events, whose rows are `bytes` bytes each, at most SHORT_ROW.
template <typename T>
static void write_words(const Slot& slot, char* arena, char* rows, int64_t groups, int64_t bytes) {
    Shift<sizeof(T)> shift(slot.base);
    int64_t words = slot.pixels * slot.words, quads = (words + 3) / 4;
    char turned[SHORT_ROW / 16][LANES][16];
    char packed[LANES * SHORT_ROW + 16];
    for (int64_t group = 0; group < groups; group++, rows += LANES * bytes) {
        const int32_t* from = at(arena, slot, group * slot.pixels);
        for (int64_t q = 0; q < quads; q++) {
            vec four[4];
            for (int i = 0; i < 4; i++)
                four[i] = q * 4 + i < words ? shift(load(from + (q * 4 + i) * LANES)) : all(0);
            to_rows(four, turned[q][0], 16);
        }
        // What stands behind a row's end is written over by the next row.
        for (int lane = 0; lane < LANES; lane++)
            for (int64_t q = 0; q < quads; q++) memcpy(packed + lane * bytes + q * 16, turned[q][lane], 16);
        memcpy(rows, packed, LANES * bytes);
    }
}

template <typename T> static void read_rows(const Step& step, char* arena, const char* rows, int64_t events) {
    const Slot& slot = step.out;
    int64_t per = PER_WORD[slot.kind], bits = 32 / per, done = 0;
    if (in_words<T>(step, slot) && slot.channels % per == 0) {
        done = events / LANES * LANES;
        read_words<T>(slot, arena, rows, events / LANES, slot.pixels * slot.words);
    }
    uint32_t mask = bits == 32 ? ~0u : (1u << bits) - 1;
    rows += done * step.row * sizeof(T);
    for (int64_t event = done; event < events; event++, rows += step.row * sizeof(T)) {
        int64_t lane = event % LANES;
        for (int64_t pixel = 0; pixel < slot.pixels; pixel++) {
            int32_t* to = at(arena, slot, event / LANES * slot.pixels + pixel) + lane;
            int64_t first = pixel / step.inner * slot.channels * step.inner + pixel % step.inner;
            for (int64_t channel = 0; channel < slot.channels; channel += per, to += LANES) {
                uint32_t word = 0;
                int64_t end = slot.channels - channel < per ? slot.channels - channel : per;
                for (int64_t i = 0; i < end; i++) {
                    int32_t x = fetch<T>(rows, first + (channel + i) * step.inner) - (int32_t)slot.base;
                    word |= ((uint32_t)x & mask) << (i * bits);
                }
                *to = (int32_t)word;
            }
        }
    }
}

static void read(const Step& step, char* arena, const char* rows, int64_t events) {
    switch (step.bytes * 2 + step.is_signed) {
        case 2: read_rows<uint8_t>(step, arena, rows, events); break;
        case 3: read_rows<int8_t>(step, arena, rows, events); break;
        case 4: read_rows<uint16_t>(step, arena, rows, events); break;
        case 5: read_rows<int16_t>(step, arena, rows, events); break;
        case 8: read_rows<uint32_t>(step, arena, rows, events); break;
        default: read_rows<int32_t>(step, arena, rows, events); break;
    }
}

template <typename T> static void write_rows(const Step& step, char* arena, char* rows, int64_t events) {
    const Slot& slot = step.in;
    int64_t per = PER_WORD[slot.kind], bits = 32 / per, done = 0, row = step.row * sizeof(T);
    if (in_words<T>(step, slot) && row <= SHORT_ROW) {
        done = events / LANES * LANES;
        write_words<T>(slot, arena, rows, events / LANES, row);
    }
    rows += done * row;
    for (int64_t event = done; event < events; event++, rows += row) {
        int64_t lane = event % LANES;
        for (int64_t pixel = 0; pixel < slot.pixels; pixel++) {
            const int32_t* from = at(arena, slot, event / LANES * slot.pixels + pixel) + lane;
            int64_t first = pixel / step.inner * slot.channels * step.inner + pixel % step.inner;
            for (int64_t channel = 0; channel < slot.channels; channel++) {
                int32_t word = from[channel / per * LANES];
                int64_t place = channel % per * bits;
                int32_t x = slot.kind == BYTES    ? (word >> place) & 255
                            : slot.kind == HALVES ? (int16_t)(word >> place)
                                                  : word;
                T result = (T)(x + (int32_t)slot.base);
                memcpy(rows + (first + channel * step.inner) * sizeof(T), &result, sizeof(T));
            }
        }
    }
}

static void write(const Step& step, char* arena, char* rows, int64_t events) {
    switch (step.bytes) {
        case 1: write_rows<int8_t>(step, arena, rows, events); break;
        case 2: write_rows<int16_t>(step, arena, rows, events); break;
        case 4: write_rows<int32_t>(step, arena, rows, events); break;
        default: write_rows<int64_t>(step, arena, rows, events); break;
    }
}
