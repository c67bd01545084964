// Integers of 128 bits, which GCC and Clang have on 64-bit machines.
#ifndef GOSHAWK_WIDE_H
#define GOSHAWK_WIDE_H

#include <cstdint>

namespace goshawk {

__extension__ typedef __int128 int128;

/// high * 2^64 + low: there are no literals of this width.
constexpr int128 wide(std::int64_t high, std::uint64_t low) {
    return static_cast<int128>(high) * (static_cast<int128>(1) << 64) + static_cast<int128>(low);
}

}  // namespace goshawk

#endif
