// Called as `vectors in.bin out.bin COUNT`; vector_files.h describes the files.
#include "tiny.h"
#include "vector_files.h"

int main(int argc, char** argv) {
    return goshawk::run_vectors(argc, argv, [](goshawk::Reader& in_, std::FILE* out_) {
        ap_uint<6> in[4];
        if (!in_.read(in)) return false;
        ap_uint<4> out[3];
        ap_uint<2> class_2[1];
        tiny(in, out, class_2);
        goshawk::write(out_, out);
        goshawk::write(out_, class_2);
        return true;
    });
}
