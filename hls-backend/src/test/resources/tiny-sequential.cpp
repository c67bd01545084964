#include "tiny.h"

#include "tiny_constants.h"
#include "rounding.h"

#ifdef GOSHAWK_TRACE
#include "trace.h"
#define GOSHAWK_SHOW(values, count) goshawk::trace(values, count)
#else
#define GOSHAWK_SHOW(values, count)
#endif

namespace tiny_layers {

// tiny.onnx:fc/MatMul
// %2, u6 to i10: [1, 4] x [4, 3], partial sums in [-189, 315]
static void fc_MatMul(const ap_uint<6> x[4], ap_int<10> y[3]) {
#pragma HLS INLINE off
#pragma HLS ARRAY_RESHAPE variable=fc_Weights complete dim=2
    for (int row = 0; row < 1; ++row) {
        ap_int<10> sums[3];
#pragma HLS ARRAY_PARTITION variable=sums complete dim=1
        for (int n = 0; n < 3; ++n) {
#pragma HLS UNROLL
            sums[n] = 0;
        }
        for (int k = 0; k < 4; ++k) {
#pragma HLS PIPELINE II=1
            for (int n = 0; n < 3; ++n) {
#pragma HLS UNROLL
                sums[n] += x[row * 4 + k] * ap_int<3>(fc_Weights[k][n]);
            }
        }
        for (int n = 0; n < 3; ++n) {
#pragma HLS UNROLL
            y[row * 3 + n] = sums[n];
        }
    }
}

// tiny.onnx:fc/Relu ?
// %3, i10 to u4: 3 channel(s), results in [0, 15]
static void fc_Relu_requantize(const ap_int<10> x[3], ap_uint<4> y[3]) {
#pragma HLS INLINE off
    // channels 0 to 1: clamp(round((x * m + a) / 2^s)), rounding HALF_EVEN
    for (int place = 0; place < 2; ++place) {
#pragma HLS PIPELINE II=1
        const int channel = fc_Relu_requantize_channels[place];
        const ap_int<4> m = fc_Relu_requantize_multiplier[place];
        const ap_uint<2> a = fc_Relu_requantize_addend[place];
        const int s = fc_Relu_requantize_shift[place];
        const ap_int<13> sum = x[channel] * m + a;
        y[channel] = goshawk::clamp<13>(goshawk::shift_half_even(sum, s), ap_uint<1>(0), ap_uint<4>(15));
    }
    // channel 2: clamp(base + how many thresholds x reaches)
    for (int place = 0; place < 1; ++place) {
#pragma HLS PIPELINE II=1
        const int channel = fc_Relu_requantize_channels_2[place];
        const ap_int<10> value = x[channel];
        ap_uint<2> count = 0;
        for (int t = 0; t < 3; ++t) {
#pragma HLS UNROLL
            if (value >= ap_int<10>(fc_Relu_requantize_thresholds[t])) ++count;
        }
        y[channel] = count;
    }
}

// tiny.onnx:best
// %4, u4 to u2: the first of the largest of 3
static void best_argmax(const ap_uint<4> x[3], ap_uint<2> y[1]) {
#pragma HLS INLINE off
    for (int i = 0; i < 1; ++i) {
        const int start = i * 3;
        ap_uint<4> largest = x[start];
        ap_uint<2> best = 0;
        for (int place = 1; place < 3; ++place) {
#pragma HLS PIPELINE II=1
            if (x[start + place] > largest) {
                largest = x[start + place];
                best = place;
            }
        }
        y[i] = best;
    }
}

}  // namespace tiny_layers

void tiny(const ap_uint<6> in[4],
          ap_uint<4> out[3],
          ap_uint<2> class_2[1]) {
#pragma HLS INTERFACE ap_ctrl_hs port=return
#pragma HLS INTERFACE ap_memory port=in
#pragma HLS INTERFACE ap_memory port=out
#pragma HLS INTERFACE ap_memory port=class_2
    using namespace tiny_layers;
    ap_int<10> fc_MatMul_out[3];
#pragma HLS ARRAY_PARTITION variable=fc_MatMul_out complete dim=1
    ap_uint<4> fc_Relu_requantize_out[3];
#pragma HLS ARRAY_PARTITION variable=fc_Relu_requantize_out complete dim=1
    fc_MatMul(in, fc_MatMul_out);
    GOSHAWK_SHOW(fc_MatMul_out, 3);
    fc_Relu_requantize(fc_MatMul_out, fc_Relu_requantize_out);
    GOSHAWK_SHOW(fc_Relu_requantize_out, 3);
    best_argmax(fc_Relu_requantize_out, class_2);
    GOSHAWK_SHOW(class_2, 1);
    for (int i = 0; i < 3; ++i) {
#pragma HLS PIPELINE II=1
        out[i] = fc_Relu_requantize_out[i];
    }
}

#undef GOSHAWK_SHOW
