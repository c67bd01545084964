// Runs the golden vectors: prints PASS or FAIL, and returns 0 only where every output of every vector is right.
#include <cstddef>
#include <cstdio>

#include "golden.h"
#include "tiny.h"

namespace {

template <class T, std::size_t N>
int differences(const char* port, int vector, const T (&got)[N], const T (&wanted)[N]) {
    int count = 0;
    for (std::size_t i = 0; i < N; ++i) {
        if (got[i] != wanted[i]) {
            std::printf("vector %d, %s[%zu]: %lld, not %lld\n", vector, port, i, static_cast<long long>(got[i]),
                        static_cast<long long>(wanted[i]));
            ++count;
        }
    }
    return count;
}

}  // namespace

int main() {
    using namespace tiny;
    int wrong = 0;
    for (int vector = 0; vector < golden::count; ++vector) {
        std::uint8_t codes[3];
        std::uint8_t class_2[1];
        predict(golden::pixels[vector], codes, class_2);
        wrong += differences("codes", vector, codes,
                             golden::codes[vector]);
        wrong += differences("class_2", vector, class_2,
                             golden::class_2[vector]);
    }
    std::printf("%s: %d vectors, %d outputs each, %d differences\n", wrong ? "FAIL" : "PASS", golden::count,
                4, wrong);
    return wrong ? 1 : 0;
}
