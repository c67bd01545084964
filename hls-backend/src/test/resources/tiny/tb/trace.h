// Writes arrays to a file, each element as one 64-bit two's complement integer, least significant byte first.
#ifndef GOSHAWK_TRACE_H
#define GOSHAWK_TRACE_H

#include <cstddef>
#include <cstdint>
#include <cstdio>

namespace goshawk {

template <class T>
void write(std::FILE* file, const T* values, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint64_t bits = static_cast<std::uint64_t>(static_cast<std::int64_t>(values[i]));
        unsigned char bytes[8];
        for (int b = 0; b < 8; ++b) bytes[b] = static_cast<unsigned char>(bits >> 8 * b & 255);
        std::fwrite(bytes, 1, 8, file);
    }
}

template <class T, std::size_t N>
void write(std::FILE* file, const T (&values)[N]) {
    write(file, values, N);
}

#ifdef GOSHAWK_TRACE
/// Where a program compiled with GOSHAWK_TRACE shows the tensors between its layers; none where null.
inline std::FILE*& trace_file() {
    static std::FILE* file = nullptr;
    return file;
}

template <class T>
void trace(const T* values, std::size_t count) {
    if (trace_file()) write(trace_file(), values, count);
}
#endif

}  // namespace goshawk

#endif
