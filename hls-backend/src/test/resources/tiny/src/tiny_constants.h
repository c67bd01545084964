// Stored as plain integers, which compile fast; each use casts to the exact width.
#ifndef GOSHAWK_TINY_CONSTANTS_H
#define GOSHAWK_TINY_CONSTANTS_H

#include <cstdint>

#include "ap_int.h"

namespace tiny_layers {

// tiny.onnx:fc/Weights
// 12 constants in [-3, 3]
static const std::int8_t fc_Weights[4][3] = {
    {1, -2, 3},
    {-1, 0, 1},
    {2, 2, -3},
    {1, -1, 1}
};

// tiny.onnx:fc/Relu ?
static const std::uint8_t fc_Relu_requantize_channels[2] = {0, 1};

// tiny.onnx:fc/Relu ?
static const std::int8_t fc_Relu_requantize_multiplier[2] = {5, -3};

// tiny.onnx:fc/Relu ?
static const std::uint8_t fc_Relu_requantize_addend[2] = {3, 0};

// tiny.onnx:fc/Relu ?
static const std::uint8_t fc_Relu_requantize_shift[2] = {6, 5};

// tiny.onnx:fc/Relu ?
static const std::uint8_t fc_Relu_requantize_channels_2[1] = {2};

// tiny.onnx:fc/Relu ?
static const std::int16_t fc_Relu_requantize_thresholds[3] = {8, 16, 24};

}  // namespace tiny_layers

#endif
