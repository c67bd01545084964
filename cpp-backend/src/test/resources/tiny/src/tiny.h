// Emulates a quantised network bit by bit. Needs C++17 and nothing else.
#ifndef GOSHAWK_TINY_H
#define GOSHAWK_TINY_H

#include <cstdint>

namespace tiny {

// input "in": 1x4, u6, row-major; the integer c stands for 1p-4 * c + 0
using in_t = std::uint8_t[4];

// output "out": 1x3, u4, row-major
using out_t = std::uint8_t[3];

// output "class": 1, u2, row-major
using class_2_t = std::uint8_t[1];

/// Computes the outputs of one vector. Keeps no state, so any number of threads may call it.
void predict(const std::uint8_t (&in)[4],
             std::uint8_t (&out)[3],
             std::uint8_t (&class_2)[1]);

}  // namespace tiny

#endif
