// Between the rows of ports and the lanes of slots.
#pragma once

template <typename T> INLINE int32_t fetch(const char* row, int64_t element) {
    T x;
    memcpy(&x, row + element * sizeof(T), sizeof(T));
    return (int32_t)x;
}

template <typename T> static void read_rows(const Step& step, char* arena, const char* rows, int64_t events) {
    const Slot& slot = step.out;
    int64_t per = PER_WORD[slot.kind], bits = 32 / per;
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
