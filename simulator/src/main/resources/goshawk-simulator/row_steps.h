// Steps on rows that are no products: sums, requantisers, moves, pools, and the ports.
#pragma once

namespace rows {

/// Each channel through its requantiser.
static void rescale(const Step& step, const Context& c) {
    int64_t channels = step.out.channels;
    Share mine = share(c, c.events * step.out.pixels);
    for (int64_t position = mine.from; position < mine.to; position++) {
        int64_t event = position / step.out.pixels, start = position % step.out.pixels * channels;
        const char* from = at(c, step.in, event);
        char* to = at(c, step.out, event);
        for (int64_t channel = 0; channel < channels; channel += CHUNK) {
            int64_t n = channels - channel < CHUNK ? channels - channel : CHUNK;
            if (step.in.kind == LONGS) {
                int64_t x[CHUNK];
                fetch(step.in, from, start + channel, n, x);
                finish(step, to, start + channel, channel, n, x);
            } else {
                int32_t x[CHUNK];
                fetch(step.in, from, start + channel, n, x);
                finish(step, to, start + channel, channel, n, x);
            }
        }
    }
}

/// factor * in + other_factor * other, in doubles where all terms are exact there, else in integers of 64 bits.
template <typename T> static void sum(const Step& step, const Context& c) {
    int64_t channels = step.out.channels;
    T a = (T)step.factor, b = (T)step.other_factor;
    Share mine = share(c, c.events * step.out.pixels);
    for (int64_t position = mine.from; position < mine.to; position++) {
        int64_t event = position / step.out.pixels, start = position % step.out.pixels * channels;
        const char *left = at(c, step.in, event), *right = at(c, step.other, event);
        char* to = at(c, step.out, event);
        for (int64_t channel = 0; channel < channels; channel += CHUNK) {
            int64_t n = channels - channel < CHUNK ? channels - channel : CHUNK;
            T x[CHUNK], y[CHUNK];
            fetch(step.in, left, start + channel, n, x);
            fetch(step.other, right, start + channel, n, y);
            for (int64_t i = 0; i < n; i++) x[i] = a * x[i] + b * y[i];
            finish(step, to, start + channel, channel, n, x);
        }
    }
}

template <typename T>
static void move_single(const Step& step, const Context& c, int64_t event, int64_t from, int64_t to) {
    const T *in = (const T*)at(c, step.in, event), *other = (const T*)at(c, step.other, event);
    T* out = (T*)at(c, step.out, event);
    for (int64_t i = from; i < to; i++) {
        int64_t place = step.window[i];
        out[i] = place < 0 ? other[~place] : in[place];
    }
}

/// One by one, between slots that are stored alike.
static void move_singles(const Step& step, const Context& c) {
    int64_t size = step.out.pixels * step.out.channels;
    Share mine = share(c, c.events * size);
    for (int64_t from = mine.from, to; from < mine.to; from = to) {
        int64_t event = from / size, start = event * size;
        to = mine.to < start + size ? mine.to : start + size;
        switch (step.out.kind) {
            case BYTES: move_single<uint8_t>(step, c, event, from - start, to - start); break;
            case HALVES: move_single<int16_t>(step, c, event, from - start, to - start); break;
            case WORDS: move_single<int32_t>(step, c, event, from - start, to - start); break;
            default: move_single<int64_t>(step, c, event, from - start, to - start); break;
        }
    }
}

/// Elements to other places: pieces of `columns` neighbours that stay together. Both sides are stored alike, or the
/// pieces are single elements.
static void move(const Step& step, const Context& c) {
    int64_t run = step.columns, pieces = step.out.pixels * step.out.channels / run;
    bool alike = step.factor != 0;
    int64_t bytes = run * SIZE[step.out.kind];
    if (alike && run == 1) {
        move_singles(step, c);
        return;
    }
    Share mine = share(c, c.events * pieces);
    for (int64_t i = mine.from; i < mine.to; i++) {
        int64_t event = i / pieces, piece = i % pieces;
        int64_t from = step.window[piece];
        const Slot& slot = from < 0 ? step.other : step.in;
        from = from < 0 ? ~from : from;
        const char* in = at(c, slot, event);
        char* out = at(c, step.out, event);
        if (alike) {
            memcpy(out + piece * bytes, in + from * SIZE[slot.kind], bytes);
            continue;
        }
        for (int64_t k = 0; k < run; k += CHUNK) {
            int64_t x[CHUNK], n = run - k < CHUNK ? run - k : CHUNK;
            fetch(slot, in, from + k, n, x);
            keep(step.out, out, piece * run + k, n, x);
        }
    }
}

static void largest(const Step& step, const Context& c) {
    int64_t channels = step.out.channels;
    Share mine = share(c, c.events * step.out.pixels);
    for (int64_t position = mine.from; position < mine.to; position++) {
        int64_t event = position / step.out.pixels, pixel = position % step.out.pixels;
        const char* in = at(c, step.in, event);
        for (int64_t channel = 0; channel < channels; channel += CHUNK) {
            int64_t x[CHUNK], best[CHUNK], n = channels - channel < CHUNK ? channels - channel : CHUNK;
            bool first = true;
            for (int64_t tap = 0; tap < step.taps; tap++) {
                int64_t from = step.window[pixel * step.taps + tap];
                if (from < 0) continue;
                fetch(step.in, in, from * channels + channel, n, x);
                for (int64_t i = 0; i < n; i++) best[i] = first || x[i] > best[i] ? x[i] : best[i];
                first = false;
            }
            keep(step.out, at(c, step.out, event), pixel * channels + channel, n, best);
        }
    }
}

static void winner(const Step& step, const Context& c) {
    Share mine = share(c, c.events * step.out.pixels);
    for (int64_t position = mine.from; position < mine.to; position++) {
        int64_t event = position / step.out.pixels, pixel = position % step.out.pixels;
        int64_t best = 0, most = 0;
        for (int64_t channel = 0; channel < step.in.channels; channel++) {
            int64_t x;
            fetch(step.in, at(c, step.in, event), pixel * step.in.channels + channel, 1, &x);
            if (channel == 0 || x > most) {
                most = x;
                best = channel;
            }
        }
        keep(step.out, at(c, step.out, event), pixel, 1, &best);
    }
}

/// The rows of a table that integers name; the table is the other slot, stored as the output is.
static void lookup(const Step& step, const Context& c) {
    int64_t places = step.in.pixels * step.in.channels, bytes = step.columns * SIZE[step.out.kind];
    Share mine = share(c, c.events * places);
    for (int64_t i = mine.from; i < mine.to; i++) {
        int64_t row;
        fetch(step.in, at(c, step.in, i / places), i % places, 1, &row);
        memcpy(at(c, step.out, i / places) + i % places * bytes, step.other.known + row * bytes, bytes);
    }
}

INLINE int64_t element(const char* row, int64_t bytes, bool is_signed, int64_t i) {
    switch (bytes) {
        case 1: return is_signed ? (int64_t)((const int8_t*)row)[i] : (int64_t)((const uint8_t*)row)[i];
        case 2: return is_signed ? (int64_t)((const int16_t*)row)[i] : (int64_t)((const uint16_t*)row)[i];
        case 4: return is_signed ? (int64_t)((const int32_t*)row)[i] : (int64_t)((const uint32_t*)row)[i];
        default: return ((const int64_t*)row)[i];
    }
}

/// Rows of a port, in the model's order, into pixels of channels.
static void read(const Step& step, const Context& c) {
    const Slot& slot = step.out;
    int64_t size = slot.pixels * slot.channels, inner = step.inner;
    Share mine = share(c, c.events);
    for (int64_t event = mine.from; event < mine.to; event++) {
        const char* row = c.ports[step.port] + event * size * step.bytes;
        for (int64_t pixel = 0; pixel < slot.pixels; pixel++) {
            int64_t first = pixel / inner * slot.channels * inner + pixel % inner;
            for (int64_t channel = 0; channel < slot.channels; channel++) {
                int64_t x = element(row, step.bytes, step.is_signed, first + channel * inner);
                keep(slot, at(c, slot, event), pixel * slot.channels + channel, 1, &x);
            }
        }
    }
}

static void write(const Step& step, const Context& c) {
    const Slot& slot = step.in;
    int64_t size = slot.pixels * slot.channels, inner = step.inner;
    Share mine = share(c, c.events);
    for (int64_t event = mine.from; event < mine.to; event++) {
        char* row = c.ports[step.port] + event * size * step.bytes;
        for (int64_t pixel = 0; pixel < slot.pixels; pixel++) {
            int64_t first = pixel / inner * slot.channels * inner + pixel % inner;
            for (int64_t channel = 0; channel < slot.channels; channel += CHUNK) {
                int64_t x[CHUNK], n = slot.channels - channel < CHUNK ? slot.channels - channel : CHUNK;
                fetch(slot, at(c, slot, event), pixel * slot.channels + channel, n, x);
                for (int64_t i = 0; i < n; i++)
                    memcpy(row + (first + (channel + i) * inner) * step.bytes, &x[i], step.bytes);
            }
        }
    }
}

}  // namespace rows
