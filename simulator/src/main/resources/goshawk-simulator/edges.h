// Between the rows of ports and the lanes of slots.
#pragma once

template <typename T> INLINE int32_t fetch(const char* row, int64_t element) {
    T x;
    memcpy(&x, row + element * sizeof(T), sizeof(T));
    return (int32_t)x;
}

/// Rows whose bytes are already those of words, but for the base.
template <typename T> static void read_words(const Step& step, char* arena, const char* rows, int64_t events) {
    const Slot& slot = step.out;
    int64_t words = slot.pixels * slot.words, bytes = words * 4;
    int32_t flip = slot.base == 0 ? 0 : (int32_t)0x80808080;
    for (int64_t group = 0; group * LANES < events; group++, rows += LANES * bytes) {
        int32_t* to = at(arena, slot, group * slot.pixels);
        int64_t lanes = events - group * LANES < LANES ? events - group * LANES : LANES;
        if (lanes == LANES) {
            for (int64_t word = 0; word < words; word++, to += LANES)
                for (int lane = 0; lane < LANES; lane++) to[lane] = fetch<int32_t>(rows + lane * bytes, word) ^ flip;
        } else {
            for (int64_t word = 0; word < words; word++, to += LANES)
                for (int lane = 0; lane < lanes; lane++) to[lane] = fetch<int32_t>(rows + lane * bytes, word) ^ flip;
        }
    }
}

template <typename T> static void read_rows(const Step& step, char* arena, const char* rows, int64_t events) {
    const Slot& slot = step.out;
    int64_t per = PER_WORD[slot.kind], bits = 32 / per;
    bool whole = step.inner == 1 && slot.channels % per == 0 && (int64_t)sizeof(T) * per == 4;
    if (whole && (slot.base == 0 || (slot.base == -128 && per == 4))) {
        read_words<T>(step, arena, rows, events);
        return;
    }
    uint32_t mask = bits == 32 ? ~0u : (1u << bits) - 1;
    for (int64_t event = 0; event < events; event++, rows += step.row * sizeof(T)) {
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
    int64_t per = PER_WORD[slot.kind], bits = 32 / per;
    if (slot.kind == WORDS && slot.pixels == 1) {
        for (int64_t first = 0; first < events; first += LANES, rows += LANES * step.row * sizeof(T)) {
            const int32_t* from = at(arena, slot, first / LANES);
            int64_t lanes = events - first < LANES ? events - first : LANES;
            for (int64_t channel = 0; channel < slot.channels; channel++, from += LANES) {
                for (int64_t lane = 0; lane < lanes; lane++) {
                    T result = (T)from[lane];
                    memcpy(rows + (lane * step.row + channel) * sizeof(T), &result, sizeof(T));
                }
            }
        }
        return;
    }
    for (int64_t event = 0; event < events; event++, rows += step.row * sizeof(T)) {
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
