// Runs the golden vectors: prints PASS or FAIL, and returns 0 only where every output of every vector is right.
// Without an argument golden_in.dat and golden_out.dat are sought in the working folder, with one in the folder named.
#include <cstdio>
#include <string>

#include "tiny.h"

template <class T>
static bool read(std::FILE* file, T* values, int count) {
    for (int i = 0; i < count; ++i) {
        long long value = 0;
        if (std::fscanf(file, "%lld", &value) != 1) return false;
        values[i] = value;
    }
    return true;
}

template <class T>
static int differences(const char* port, int vector, const T* got, const T* wanted, int count) {
    int wrong = 0;
    for (int i = 0; i < count; ++i) {
        if (got[i] != wanted[i]) {
            std::printf("vector %d, %s[%d]: %s, not %s\n", vector, port, i, got[i].to_string(10).c_str(),
                        wanted[i].to_string(10).c_str());
            ++wrong;
        }
    }
    return wrong;
}

int main(int argc, char** argv) {
    const std::string folder_ = argc > 1 ? std::string(argv[1]) + "/" : std::string();
    std::FILE* in_ = std::fopen((folder_ + "golden_in.dat").c_str(), "r");
    std::FILE* out_ = std::fopen((folder_ + "golden_out.dat").c_str(), "r");
    bool complete_ = in_ && out_;
    int wrong_ = 0;
    for (int vector_ = 0; vector_ < 8 && complete_; ++vector_) {
        static ap_uint<6> in[4];
        complete_ = complete_ && read(in_, in, 4);
        static ap_uint<4> out[3], out_wanted_[3];
        complete_ = complete_ && read(out_, out_wanted_, 3);
        static ap_uint<2> class_2[1], class_2_wanted_[1];
        complete_ = complete_ && read(out_, class_2_wanted_, 1);
        tiny(in, out, class_2);
        wrong_ += differences("out", vector_, out, out_wanted_, 3);
        wrong_ += differences("class_2", vector_, class_2, class_2_wanted_, 1);
    }
    if (!complete_) std::printf("golden_in.dat or golden_out.dat is missing or too short\n");
    std::printf("%s: 8 vectors, 4 outputs each, %d differences\n",
                complete_ && wrong_ == 0 ? "PASS" : "FAIL", wrong_);
    return complete_ && wrong_ == 0 ? 0 : 1;
}
