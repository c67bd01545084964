// Reads input vectors from a file and writes output vectors to another: each element is one 64-bit two's complement
// integer, least significant byte first; a vector's tensors lie one behind the other, in the order of the ports.
#ifndef GOSHAWK_VECTOR_FILES_H
#define GOSHAWK_VECTOR_FILES_H

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "trace.h"

namespace goshawk {

class Reader {
public:
    explicit Reader(const char* path) : file(std::fopen(path, "rb")) {}
    ~Reader() {
        if (file) std::fclose(file);
    }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    bool good() const { return file != nullptr; }

    /// Fills `values`; false where the file ends too early.
    template <class T, std::size_t N>
    bool read(T (&values)[N]) {
        for (std::size_t i = 0; i < N; ++i) {
            unsigned char bytes[8];
            if (std::fread(bytes, 1, 8, file) != 8) return false;
            std::uint64_t bits = 0;
            for (int b = 7; b >= 0; --b) bits = bits << 8 | bytes[b];
            values[i] = static_cast<T>(static_cast<std::int64_t>(bits));
        }
        return true;
    }

private:
    std::FILE* file;
};

inline int complain(const char* what, const char* path) {
    std::fprintf(stderr, "%s %s\n", what, path);
    return 1;
}

/// Runs `vector(Reader&, std::FILE* out)` as often as the command line `in.bin out.bin COUNT [trace.bin]` says. It
/// gives false where the input ends too early.
template <class Vector>
int run_vectors(int argc, char** argv, Vector vector) {
    if (argc < 4) return complain("usage: in.bin out.bin COUNT [trace.bin], not", argv[0]);
    Reader in(argv[1]);
    if (!in.good()) return complain("cannot read", argv[1]);
    std::FILE* out = std::fopen(argv[2], "wb");
    if (!out) return complain("cannot write", argv[2]);
#ifdef GOSHAWK_TRACE
    if (argc > 4) trace_file() = std::fopen(argv[4], "wb");
#endif
    const long long count = std::atoll(argv[3]);
    bool complete = true;
    for (long long i = 0; i < count && complete; ++i) complete = vector(in, out);
#ifdef GOSHAWK_TRACE
    if (trace_file() && std::fclose(trace_file()) != 0) return complain("cannot write", argv[4]);
    trace_file() = nullptr;
#endif
    if (std::fclose(out) != 0) return complain("cannot write", argv[2]);
    return complete ? 0 : complain("too few vectors in", argv[1]);
}

}  // namespace goshawk

#endif
