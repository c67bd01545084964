// Products of rows with known weights, and of two computed tensors of matrices.
#pragma once

#include "row_finish.h"

namespace rows {

/// What packing took off weights so that four products fit 16 bits: for each panel where its entries begin, then column,
/// input and difference of each.
template <int N>
INLINE void outliers(const int32_t* entry, const int32_t* end, const char* a, int64_t stride, int32_t* sums) {
    for (; entry < end; entry += 3)
        for (int r = 0; r < N; r++)
            sums[r * gemm::COLUMNS + entry[0]] += (uint8_t)a[r * stride + entry[1]] * entry[2];
}

static void outliers(const Step& step, int64_t panel, int rows, const char* a, int64_t stride, int32_t* sums) {
    const int32_t *from = step.outliers + step.outliers[panel], *to = step.outliers + step.outliers[panel + 1];
    if (rows == gemm::ROWS) outliers<gemm::ROWS>(from, to, a, stride, sums);
    else for (int r = 0; r < rows; r++) outliers<1>(from, to, a + r * stride, stride, sums + r * gemm::COLUMNS);
}

/// Words of a panel of which two and some rows fit the first cache.
constexpr int64_t NEAR = 2048;

/// Asks for part `index` of `count` of a panel that is needed soon, nearest where two of them fit the first cache.
INLINE void fetch_ahead(const int32_t* panel, int64_t words, int64_t index, int64_t count) {
    const int32_t *from = panel + words * index / count, *to = panel + words * (index + 1) / count;
    if (words <= NEAR) for (; from < to; from += 16) __builtin_prefetch(from, 0, 3);
    else for (; from < to; from += 16) __builtin_prefetch(from, 0, 2);
}

/// The sums of `count` rows from `row` on through their requantisers, in the columns of a panel from `channel` on.
INLINE void finish_block(const Step& step, char* out, int64_t row, int64_t channel, int64_t n, int count,
                         const int32_t* sums) {
    int64_t outputs = step.out.channels, first = row * outputs + channel;
    if (n == gemm::COLUMNS && step.rounding == DOUBLE && step.out.kind != LONGS) {
        finish_panel(step, out + first * SIZE[step.out.kind], outputs, channel, count, sums);
        return;
    }
    for (int r = 0; r < count; r++) finish(step, out, first + r * outputs, channel, n, sums + r * gemm::COLUMNS);
}

/// The rows of one panel, or of a part of them.
static void panel(const Step& step, const Context& c, const gemm::Tiles& tiles, int64_t p, int64_t from, int64_t to) {
    int64_t channel = p * gemm::COLUMNS, left = step.out.channels - channel;
    int64_t n = left < gemm::COLUMNS ? left : gemm::COLUMNS;
    int64_t per = gemm::depth_of(step.mode), steps = (step.depth + per - 1) / per;
    int64_t words = gemm::panel_words(step.mode, steps), blocks = (to - from + gemm::ROWS - 1) / gemm::ROWS;
    const int32_t* weights = (const int32_t*)step.weights + p * words;
    bool convert = step.mode == gemm::HALVES && step.in.kind == BYTES;
    int64_t stride = step.depth * (step.mode == gemm::HALVES ? 2 : 1);
    alignas(64) int32_t sums[gemm::TALL * gemm::COLUMNS], bias[gemm::ROWS * gemm::COLUMNS];
    for (int64_t i = 0; i < gemm::ROWS * gemm::COLUMNS; i++) {
        int64_t column = i % gemm::COLUMNS;
        bias[i] = column < n && step.bias ? (int32_t)step.bias[channel + column] : 0;
    }
    bool lessened = step.outliers && step.outliers[p] < step.outliers[p + 1];
    char* out = at(c, step.out, 0);
    const char* in = at(c, step.in, 0);
    int64_t row = from;
    for (; tiles.usable && to - row >= gemm::TALL; row += gemm::TALL) {
        fetch_ahead(weights + words, words, (row - from) / gemm::TALL, (to - from) / gemm::TALL);
        tiles.block(in + row * stride, stride, weights, step.depth, bias, sums);
        finish_block(step, out, row, channel, n, gemm::TALL, sums);
    }
    for (; row < to; row += gemm::ROWS) {
        int count = (int)(to - row < gemm::ROWS ? to - row : gemm::ROWS);
        const char* a = in + row * step.depth * SIZE[step.in.kind];
        if (convert) {
            widen<uint8_t>(a, 0, count * step.depth, (int16_t*)c.scratch);
            a = c.scratch;
        }
        fetch_ahead(weights + words, words, (row - from) / gemm::ROWS, blocks);
        alignas(64) int32_t start[gemm::ROWS * gemm::COLUMNS];
        // Before the products, so that what is written here one by one has long arrived when it is read in vectors.
        if (lessened) {
            memcpy(start, bias, sizeof start);
            outliers(step, p, count, a, stride, start);
        }
        gemm::block((int)step.mode, count, a, stride, weights, steps, lessened ? start : bias, sums);
        finish_block(step, out, row, channel, n, count, sums);
    }
}

/// Each pixel by itself: a matrix product.
static void dense(const Step& step, const Context& c) {
    int64_t panels = (step.out.channels + gemm::COLUMNS - 1) / gemm::COLUMNS;
    int64_t all = c.events * step.out.pixels;
    gemm::Tiles tiles(step.mode, step.depth);
    if (panels >= 2 * c.parts) {
        Share mine = share(c, panels);
        for (int64_t p = mine.from; p < mine.to; p++) panel(step, c, tiles, p, 0, all);
    } else {
        Share mine = share(c, all);
        for (int64_t p = 0; p < panels; p++) panel(step, c, tiles, p, mine.from, mine.to);
    }
}

/// Any other product, in integers of 64 bits, one by one: for each output, tap and input a weight.
static void sums(const Step& step, const Context& c) {
    const int64_t* weights = (const int64_t*)step.weights;
    int64_t outputs = step.out.channels, channels = step.in.channels, length = step.taps * step.depth;
    Share mine = share(c, c.events * step.out.pixels);
    for (int64_t position = mine.from; position < mine.to; position++) {
        int64_t event = position / step.out.pixels, pixel = position % step.out.pixels;
        for (int64_t first = 0; first < outputs; first += CHUNK) {
            int64_t y[CHUNK], n = outputs - first < CHUNK ? outputs - first : CHUNK;
            for (int64_t i = 0; i < n; i++) {
                int64_t o = first + i, begin = o / (outputs / step.groups) * step.depth;
                const int64_t* w = weights + o * length;
                y[i] = 0;
                for (int64_t tap = 0; tap < step.taps; tap++, w += step.depth) {
                    int64_t from = step.window[pixel * step.taps + tap];
                    for (int64_t k = 0; k < step.depth; k++) {
                        int64_t x = step.padding;
                        if (from >= 0) fetch(step.in, at(c, step.in, event), from * channels + begin + k, 1, &x);
                        y[i] += x * w[k];
                    }
                }
            }
            finish(step, at(c, step.out, event), pixel * outputs + first, first, n, y);
        }
    }
}

/// A matrix of elements less `zero` as panels of words of two halves.
static void pack(const Slot& slot, const char* event, int64_t first, int64_t zero, int64_t depth, int64_t columns,
                 int64_t stride, bool turned, int16_t* panels) {
    int64_t steps = (depth + 1) / 2;
    for (int64_t left = 0; left < columns; left += gemm::COLUMNS, panels += steps * 2 * gemm::COLUMNS) {
        int64_t n = columns - left < gemm::COLUMNS ? columns - left : gemm::COLUMNS;
        memset(panels, 0, steps * 2 * gemm::COLUMNS * sizeof(int16_t));
        int32_t x[CHUNK];
        if (!turned && slot.kind == BYTES) {
            int16_t less = (int16_t)(slot.base - zero);
            const uint8_t* from = (const uint8_t*)event + first + left;
            for (int64_t k = 0; k < depth; k += 2, from += 2 * stride) {
                const uint8_t* next = k + 1 < depth ? from + stride : from;
                int16_t* to = panels + k * gemm::COLUMNS;
                for (int64_t i = 0; i < n; i++) {
                    to[2 * i] = (int16_t)(from[i] + less);
                    to[2 * i + 1] = (int16_t)(next[i] + less);
                }
                // Behind an odd depth stands a weight without an input.
                for (int64_t i = 0; i < n && k + 1 == depth; i++) to[2 * i + 1] = 0;
            }
        } else if (turned) {
            for (int64_t column = 0; column < n; column++) {
                for (int64_t k = 0; k < depth; k += CHUNK) {
                    int64_t some = depth - k < CHUNK ? depth - k : CHUNK;
                    fetch(slot, event, first + (left + column) * stride + k, some, x);
                    for (int64_t i = 0; i < some; i++)
                        panels[((k + i) / 2 * gemm::COLUMNS + column) * 2 + (k + i) % 2] = (int16_t)(x[i] - zero);
                }
            }
        } else {
            for (int64_t k = 0; k < depth; k++) {
                fetch(slot, event, first + k * stride + left, n, x);
                int16_t* to = panels + k / 2 * 2 * gemm::COLUMNS + k % 2;
                for (int64_t column = 0; column < n; column++) to[2 * column] = (int16_t)(x[column] - zero);
            }
        }
    }
}

/// Where the matrices of a tensor lie: numbers of `form` from `index` on are the extents of the leading axes' inner one,
/// and the strides of outer, inner, rows.
INLINE int64_t matrix(const int64_t* view, int64_t index) {
    return index / view[0] * view[1] + index % view[0] * view[2];
}

/// One product of two matrices of halves less their zero points, row-major in scratch.
static void batch_halves(const Step& step, const Context& c) {
    const int64_t* f = step.form;
    int64_t matrices = f[0], rows = step.rows, columns = step.columns, depth = step.depth;
    int64_t steps = (depth + 1) / 2, panels = (columns + gemm::COLUMNS - 1) / gemm::COLUMNS;
    int16_t* right = (int16_t*)c.scratch;
    int16_t* left = right + panels * steps * 2 * gemm::COLUMNS;
    Share mine = share(c, c.events * matrices);
    alignas(64) int32_t sums[gemm::ROWS * gemm::COLUMNS], none[gemm::ROWS * gemm::COLUMNS] = {};
    for (int64_t index = mine.from; index < mine.to; index++) {
        int64_t event = index / matrices, m = index % matrices;
        pack(step.other, at(c, step.other, event), matrix(f + 7, m), step.other_factor, depth, columns, f[10], f[11],
             right);
        const char* from = at(c, step.in, event);
        for (int64_t row = 0; row < rows && step.in.kind == BYTES; row++)
            widen<uint8_t>(from + matrix(f + 3, m) + row * f[6], step.in.base - step.factor, depth,
                           left + row * steps * 2);
        for (int64_t row = 0; row < rows && step.in.kind != BYTES; row++)
            for (int64_t k = 0; k < depth; k += CHUNK) {
                int64_t n = depth - k < CHUNK ? depth - k : CHUNK;
                fetch(step.in, from, matrix(f + 3, m) + row * f[6] + k, n, left + row * steps * 2 + k);
                for (int64_t i = k; i < k + n; i++) left[row * steps * 2 + i] -= (int16_t)step.factor;
            }
        char* to = at(c, step.out, event);
        for (int64_t p = 0; p < panels; p++) {
            int64_t channel = p * gemm::COLUMNS;
            int64_t n = columns - channel < gemm::COLUMNS ? columns - channel : gemm::COLUMNS;
            for (int64_t row = 0; row < rows; row += gemm::ROWS) {
                int count = (int)(rows - row < gemm::ROWS ? rows - row : gemm::ROWS);
                gemm::block(gemm::HALVES, count, (const char*)(left + row * steps * 2), steps * 4,
                            (const int32_t*)right + p * steps * gemm::COLUMNS, steps, none, sums);
                int64_t first = matrix(f + 12, m) + row * f[15] + channel;
                bool whole = n == gemm::COLUMNS;
                if (whole && step.rounding == DOUBLE && step.out.kind != LONGS) {
                    finish_panel(step, to + first * SIZE[step.out.kind], f[15], channel, count, sums);
                    continue;
                }
                for (int r = 0; r < count; r++, first += f[15]) {
                    const int32_t* here = sums + r * gemm::COLUMNS;
                    if (whole && step.rounding == NONE && step.out.kind == WORDS)
                        memcpy((int32_t*)to + first, here, sizeof(int32_t) * gemm::COLUMNS);
                    else finish(step, to, first, channel, n, here);
                }
            }
        }
    }
}

/// The same for elements of any size whose sums fit 64 bits.
static void batch_longs(const Step& step, const Context& c) {
    const int64_t* f = step.form;
    Share mine = share(c, c.events * f[0] * step.rows);
    for (int64_t index = mine.from; index < mine.to; index++) {
        int64_t event = index / (f[0] * step.rows), m = index / step.rows % f[0], row = index % step.rows;
        for (int64_t column = 0; column < step.columns; column++) {
            int64_t sum = 0;
            for (int64_t k = 0; k < step.depth; k++) {
                int64_t x, y, along = f[11] ? column * f[10] + k : k * f[10] + column;
                fetch(step.in, at(c, step.in, event), matrix(f + 3, m) + row * f[6] + k, 1, &x);
                fetch(step.other, at(c, step.other, event), matrix(f + 7, m) + along, 1, &y);
                sum += (x - step.factor) * (y - step.other_factor);
            }
            finish(step, at(c, step.out, event), matrix(f + 12, m) + row * f[15] + column, column, 1, &sum);
        }
    }
}

}  // namespace rows
