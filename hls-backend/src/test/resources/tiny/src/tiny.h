#ifndef GOSHAWK_TINY_H
#define GOSHAWK_TINY_H

#include "ap_int.h"

// input "in": 1x4, u6, row-major; the integer c stands for 1p-4 * c + 0
// output "out": 1x3, u4, row-major
// output "class": 1, u2, row-major
void tiny(const ap_uint<6> in[4],
          ap_uint<4> out[3],
          ap_uint<2> class_2[1]);

#endif
