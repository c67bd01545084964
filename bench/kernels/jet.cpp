// Measures the native simulator's kernels by themselves on a jet tagger 16-64-32-32-5 with random weights, one thread,
// and compares every output with plain integers. No JDK is needed:
//   g++ -O3 -std=c++17 -fwrapv -ffp-contract=off -fno-math-errno -mavx2 -mfma bench/kernels/jet.cpp && ./a.out
// with the flags of an instruction set of Isa.java in place of -mavx2 -mfma.
#include <chrono>
#include <cstdio>
#include <algorithm>
#include <cstdlib>
#include <random>
#include <vector>

#include "../../simulator/src/main/resources/goshawk-simulator/kernels.cpp"

static const int SIZES[] = {16, 64, 32, 32, 5};

struct Layer {
    int in, out;
    std::vector<int> weights;
    std::vector<int32_t> packed, bias, window{0}, padding;
    std::vector<float> numbers[4];
    std::vector<int> offsets;
};

int main(int count, char** arguments) {
    // Bytes of 8 bits for the first layer, of 6 bits behind it; or halves for a first layer of 16 bits.
    bool wide = count > 1 && arguments[1][0] == 'w';
    std::mt19937 random(1);
    std::vector<Layer> layers(4);
    std::vector<Step> steps;
    int64_t groups = 16, offset = 0;
    auto place = [&](int channels, Kind kind) {
        int64_t words = (channels + PER_WORD[kind] - 1) / PER_WORD[kind];
        Slot slot{offset, kind, 0, 1, channels, words};
        offset += words * LANES * 4 * groups;
        return slot;
    };
    Slot slot = place(16, wide ? HALVES : BYTES);
    Step read{};
    read.action = READ, read.out = slot, read.bytes = wide ? 2 : 1, read.is_signed = wide, read.inner = 1, read.row = 16;
    steps.push_back(read);
    for (int l = 0; l < 4; l++) {
        Layer& layer = layers[l];
        layer.in = SIZES[l], layer.out = SIZES[l + 1];
        int per = PER_WORD[slot.kind], bits = 32 / per, blocks = (layer.out + 3) / 4;
        layer.packed.resize(blocks * 4 * slot.words);
        layer.bias.resize(blocks * 4);
        layer.padding.resize(slot.words * LANES);
        for (int o = 0; o < layer.out; o++) {
            for (int i = 0; i < layer.in; i++) {
                int w = (int)(random() % 63) - 31;
                layer.weights.push_back(w);
                int32_t mask = bits == 32 ? -1 : (1 << bits) - 1;
                layer.packed[(o / 4 * slot.words + i / per) * 4 + o % 4] |= (w & mask) << (i % per * bits);
            }
            layer.numbers[0].push_back(l == 0 && wide ? 0x1p-13f : 0x1p-5f);
            layer.numbers[1].push_back((float)(random() % 64) / 2);
            layer.numbers[2].push_back(0);
            layer.numbers[3].push_back(63);
        }
        Step step{};
        step.action = PRODUCT, step.in = slot, step.out = slot = place(layer.out, l < 3 ? BYTES : WORDS);
        step.taps = 1, step.depth = step.in.words, step.groups = 1, step.blocks = blocks;
        step.weights = layer.packed.data(), step.window = layer.window.data(), step.bias = layer.bias.data();
        step.padding = layer.padding.data(), step.rounding = l < 3 ? SINGLE : NONE;
        for (int i = 0; i < 4; i++) step.single[i] = layer.numbers[i].data();
        steps.push_back(step);
    }
    Step write{};
    write.action = WRITE, write.in = slot, write.port = 1, write.bytes = 4, write.is_signed = 1, write.inner = 1, write.row = 5;
    steps.push_back(write);

    const int events = 1 << 14;
    std::vector<char> in(events * 16 * read.bytes), out(events * 5 * 4);
    for (size_t i = 0; i < in.size(); i++) in[i] = (char)random();
    if (!wide) for (char& x : in) x = x & 63;
    char* arena = (char*)aligned_alloc(64, offset + 64);
    Program program{(int64_t)steps.size(), groups, steps.data()};
    double best = 1e9;
    for (int round = 0; round < 200; round++) {
        char* ports[] = {in.data(), out.data()};
        auto start = std::chrono::steady_clock::now();
        goshawk_run(&program, arena, ports, events);
        best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    long differences = 0;
    for (int e = 0; e < events; e++) {
        std::vector<int> x(16), y;
        for (int i = 0; i < 16; i++) x[i] = wide ? ((int16_t*)in.data())[e * 16 + i] : ((uint8_t*)in.data())[e * 16 + i];
        for (int l = 0; l < 4; l++) {
            y.assign(layers[l].out, 0);
            for (int o = 0; o < layers[l].out; o++) {
                for (int i = 0; i < layers[l].in; i++) y[o] += x[i] * layers[l].weights[o * layers[l].in + i];
                if (l < 3) {
                    double exact = (double)y[o] * layers[l].numbers[0][o] + layers[l].numbers[1][o];
                    y[o] = (int)std::nearbyint(std::fmin(std::fmax(exact, 0), 63));
                }
            }
            x = y;
        }
        for (int o = 0; o < 5; o++) differences += ((int32_t*)out.data())[e * 5 + o] != x[o];
    }
    printf("%d lanes, %s inputs: %.2f M inferences/s, %ld differences of %d\n", LANES, wide ? "16-bit" : "6-bit",
           events / best / 1e6, differences, events * 5);
    return differences != 0;
}
