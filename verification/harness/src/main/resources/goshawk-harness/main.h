// Feeds a vector a clock and collects what comes out; with a fourth argument, one vector is held and every node read.
// The design's own functions stand above: apply, spoil, read, read_nodes, and the constants.

static void clock_edge(Vdesign& top) {
    set_clock(top, 1);
    top.eval();
    set_clock(top, 0);
    top.eval();
}

static void flush(Vdesign& top) {
    spoil(top);
    set_clock(top, 0);
    set_valid(top, 0);
    set_reset(top, 1);
    top.eval();
    for (int cycle = 0; cycle < LATENCY + 2; cycle++) clock_edge(top);
    set_reset(top, 0);
    top.eval();
    if (is_valid(top)) fail("out_valid is high although in_valid was low for the latency and two cycles more");
}

static void stream(Vdesign& top, const std::vector<int64_t>& in, std::vector<int64_t>& out, std::size_t count) {
    std::size_t fed = 0;
    std::size_t got = 0;
    uint32_t random = 1;
    std::vector<char> pipeline(LATENCY + 1, 0);  // whether a vector was fed this many cycles ago
    for (std::size_t cycle = 0; got < count; cycle++) {
        random = random * 1664525u + 1013904223u;
        bool feed = fed < count && (fed > 256 || random >> 30 != 0);
        if (feed) apply(top, &in[fed++ * INPUTS]);
        else spoil(top);
        set_valid(top, feed);
        top.eval();
        pipeline[cycle % (LATENCY + 1)] = feed;
        bool expected = pipeline[(cycle + 1) % (LATENCY + 1)];
        if (is_valid(top) != expected) {
            fail(expected ? "out_valid is low where a result is due: the latency is not what design.json says"
                          : "out_valid is high where no result is due: the latency is not what design.json says");
        }
        if (expected) read(top, &out[got++ * OUTPUTS]);
        clock_edge(top);
    }
}

int main(int argc, char** argv) {
    if (argc < 4) fail("usage: program in.bin out.bin COUNT [nodes.bin]");
    VerilatedContext context;
    context.randReset(2);  // registers begin with random bits: a design must not rely on them
    context.randSeed(20260101);
    Vdesign top{&context};
    std::size_t count = std::strtoull(argv[3], nullptr, 10);
    std::vector<int64_t> in = read_values(argv[1], count * INPUTS);
    std::vector<int64_t> out(count * OUTPUTS);
    flush(top);
    if (argc > 4) {
        apply(top, in.data());
        set_valid(top, 1);
        top.eval();
        for (int cycle = 0; cycle < LATENCY; cycle++) clock_edge(top);
        read(top, out.data());
        std::vector<int64_t> nodes(NODES);
        read_nodes(top, nodes.data());
        write_values(argv[4], nodes);
    } else {
        stream(top, in, out, count);
    }
    write_values(argv[2], out);
    return 0;
}
