// Called as `vectors in.bin out.bin COUNT`; vector_files.h describes the files.
#include "tiny.h"
#include "vector_files.h"

int main(int argc, char** argv) {
    return goshawk::run_vectors(argc, argv, [](goshawk::Reader& in_, std::FILE* out_) {
        std::uint8_t in[4];
        if (!in_.read(in)) return false;
        std::uint8_t out[3];
        std::uint8_t class_2[1];
        tiny::predict(in, out, class_2);
        goshawk::write(out_, out);
        goshawk::write(out_, class_2);
        return true;
    });
}
