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
    int wrong_ = 0;
    for (int vector_ = 0; vector_ < golden::count; ++vector_) {
        std::uint8_t out[3];
        std::uint8_t class_2[1];
        predict(golden::in[vector_], out, class_2);
        wrong_ += differences("out", vector_, out,
                             golden::out[vector_]);
        wrong_ += differences("class_2", vector_, class_2,
                             golden::class_2[vector_]);
    }
    std::printf("%s: %d vectors, %d outputs each, %d differences\n", wrong_ ? "FAIL" : "PASS", golden::count,
                4, wrong_);
    return wrong_ ? 1 : 0;
}
