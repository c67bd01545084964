#ifndef TINY_GOLDEN_H
#define TINY_GOLDEN_H

#include <cstdint>

namespace tiny {
namespace golden {

const int count = 8;

const std::uint8_t in[8][4] = {
    {27, 60, 9, 47},
    {57, 63, 22, 63},
    {41, 3, 53, 46},
    {63, 0, 0, 63},
    {57, 18, 0, 60},
    {5, 43, 39, 13},
    {39, 16, 33, 25},
    {26, 62, 63, 14}
};

const std::uint8_t out[8][3] = {
    {3, 8, 3},
    {8, 12, 3},
    {15, 2, 1},
    {10, 15, 3},
    {8, 15, 3},
    {4, 0, 0},
    {9, 3, 3},
    {8, 0, 0}
};

const std::uint8_t class_2[8][1] = {
    {1},
    {1},
    {0},
    {1},
    {1},
    {0},
    {0},
    {0}
};

}  // namespace golden
}  // namespace tiny

#endif
