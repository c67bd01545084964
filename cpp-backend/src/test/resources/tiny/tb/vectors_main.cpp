// Called as `vectors in.bin out.bin COUNT`; vector_files.h describes the files.
#include "tiny.h"
#include "vector_files.h"

int main(int argc, char** argv) {
    return goshawk::run_vectors(argc, argv, [](goshawk::Reader& in, std::FILE* out) {
        std::uint8_t pixels[4];
        if (!in.read(pixels)) return false;
        std::uint8_t codes[3];
        std::uint8_t class_2[1];
        tiny::predict(pixels, codes, class_2);
        goshawk::write(out, codes);
        goshawk::write(out, class_2);
        return true;
    });
}
