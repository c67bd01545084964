// Bits of Verilated ports: integers of 8 to 64 bits, or arrays of 32-bit words for wider ones.
#include "verilated.h"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

inline uint64_t ones(int width) { return width == 64 ? ~uint64_t(0) : (uint64_t(1) << width) - 1; }

template <typename Port>
void put(Port& port, int low, int width, uint64_t value) {
    uint64_t mask = ones(width) << low;
    port = static_cast<Port>((static_cast<uint64_t>(port) & ~mask) | ((value << low) & mask));
}

template <std::size_t Words>
void put(VlWide<Words>& port, int low, int width, uint64_t value) {
    while (width > 0) {
        int bit = low & 31;
        int count = width < 32 - bit ? width : 32 - bit;
        uint64_t word = port[low >> 5];
        put(word, bit, count, value);
        port[low >> 5] = static_cast<uint32_t>(word);
        value >>= count;
        low += count;
        width -= count;
    }
}

template <typename Port>
uint64_t get(const Port& port, int low, int width) {
    return (static_cast<uint64_t>(port) >> low) & ones(width);
}

template <std::size_t Words>
uint64_t get(const VlWide<Words>& port, int low, int width) {
    uint64_t value = 0;
    for (int done = 0; done < width;) {
        int bit = (low + done) & 31;
        int count = width - done < 32 - bit ? width - done : 32 - bit;
        value |= get(uint64_t(port[(low + done) >> 5]), bit, count) << done;
        done += count;
    }
    return value;
}

// The two's complement value of the low `width` bits.
inline int64_t extend(uint64_t value, int width, bool is_signed) {
    bool negative = is_signed && (value >> (width - 1) & 1);
    return static_cast<int64_t>(negative ? value | ~ones(width) : value);
}

[[noreturn]] inline void fail(const char* why) {
    std::fprintf(stderr, "%s\n", why);
    std::exit(1);
}

inline std::vector<int64_t> read_values(const char* path, std::size_t count) {
    std::vector<int64_t> values(count);
    std::FILE* file = std::fopen(path, "rb");
    if (!file || std::fread(values.data(), sizeof(int64_t), count, file) != count) fail("the vectors cannot be read");
    std::fclose(file);
    return values;
}

inline void write_values(const char* path, const std::vector<int64_t>& values) {
    std::FILE* file = std::fopen(path, "wb");
    if (!file || std::fwrite(values.data(), sizeof(int64_t), values.size(), file) != values.size() ||
        std::fclose(file) != 0) {
        fail("the results cannot be written");
    }
}
