#include "tiny.h"

#include <algorithm>
#include <cstdint>

#include "rounding.h"

#include "tiny_constants.h"

#ifdef GOSHAWK_TRACE
#include "trace.h"
#define GOSHAWK_SHOW(values, count) goshawk::trace(values, count)
#else
#define GOSHAWK_SHOW(values, count)
#endif

namespace tiny {

namespace {

// tiny.onnx:fc/MatMul
// %2, u6 to i10: [1, 4] x [4, 3], partial sums in [-189, 315]
void fc_MatMul(const std::uint8_t (&x)[4], std::int16_t (&y)[3]) {
    for (int row = 0; row < 1; ++row) {
        std::int32_t sums[3] = {};
        for (int k = 0; k < 4; ++k) {
            const std::int32_t factor = static_cast<std::int32_t>(x[row * 4 + k]);
            for (int n = 0; n < 3; ++n) {
                sums[n] += factor * fc_Weights[k][n];
            }
        }
        for (int n = 0; n < 3; ++n) {
            y[row * 3 + n] = static_cast<std::int16_t>(sums[n]);
        }
    }
}

// tiny.onnx:fc/Relu ?
// %3, i10 to u4: 3 channel(s), results in [0, 15]
void fc_Relu_requantize(const std::int16_t (&x)[3], std::uint8_t (&y)[3]) {
    // channels 0 to 1: clamp(round((x * m + a) / 2^s)), rounding HALF_EVEN
    for (int place = 0; place < 2; ++place) {
        const int channel = fc_Relu_requantize_channels[place];
        const std::int32_t m = fc_Relu_requantize_multiplier[place];
        const std::int32_t a = fc_Relu_requantize_addend[place];
        const int s = fc_Relu_requantize_shift[place];
        const std::int32_t sum = static_cast<std::int32_t>(x[channel]) * m + a;
        y[channel] = static_cast<std::uint8_t>(std::clamp<std::int32_t>(goshawk::shift_half_even(sum, s), 0, 15));
    }
    // channel 2: clamp(base + how many thresholds x reaches)
    for (int place = 0; place < 1; ++place) {
        const int channel = fc_Relu_requantize_channels_2[place];
        const auto& thresholds = fc_Relu_requantize_thresholds;
        const std::int32_t count = goshawk::reached<std::int16_t>(thresholds, x[channel]);
        y[channel] = static_cast<std::uint8_t>(count);
    }
}

// tiny.onnx:best
// %4, u4 to u2: the first of the largest of 3
void best_argmax(const std::uint8_t (&x)[3], std::uint8_t (&y)[1]) {
    for (int i = 0; i < 1; ++i) {
        const int start = i * 3;
        int best = 0;
        for (int place = 1; place < 3; ++place) {
            if (x[start + place] > x[start + best]) {
                best = place;
            }
        }
        y[i] = static_cast<std::uint8_t>(best);
    }
}

}  // namespace

void predict(const std::uint8_t (&in)[4],
             std::uint8_t (&out)[3],
             std::uint8_t (&class_2)[1]) {
    std::int16_t fc_MatMul_out[3];
    std::uint8_t fc_Relu_requantize_out[3];
    fc_MatMul(in, fc_MatMul_out);
    GOSHAWK_SHOW(fc_MatMul_out, 3);
    fc_Relu_requantize(fc_MatMul_out, fc_Relu_requantize_out);
    GOSHAWK_SHOW(fc_Relu_requantize_out, 3);
    best_argmax(fc_Relu_requantize_out, class_2);
    GOSHAWK_SHOW(class_2, 1);
    for (int i = 0; i < 3; ++i) {
        out[i] = static_cast<std::uint8_t>(fc_Relu_requantize_out[i]);
    }
}

}  // namespace tiny

#undef GOSHAWK_SHOW
