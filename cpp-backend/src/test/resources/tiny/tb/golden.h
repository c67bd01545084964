#ifndef TINY_GOLDEN_H
#define TINY_GOLDEN_H

#include <cstdint>

namespace tiny {
namespace golden {

const int count = 8;

const std::uint8_t pixels[8][4] = {
    {0, 0, 0, 0},
    {63, 63, 63, 63},
    {32, 51, 47, 5},
    {28, 0, 18, 58},
    {20, 11, 48, 63},
    {32, 5, 20, 29},
    {49, 56, 55, 4},
    {35, 14, 38, 22}
};

const std::uint8_t codes[8][3] = {
    {0, 0, 0},
    {15, 6, 3},
    {6, 0, 1},
    {10, 7, 3},
    {13, 1, 0},
    {8, 5, 3},
    {8, 0, 3},
    {9, 2, 3}
};

const std::uint8_t class_2[8][1] = {
    {0},
    {0},
    {0},
    {0},
    {0},
    {0},
    {0},
    {0}
};

}  // namespace golden
}  // namespace tiny

#endif
