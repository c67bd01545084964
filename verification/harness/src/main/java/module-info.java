/// Runs emitted designs in the real tools and compares what they compute with what they should.
module io.goshawk.harness {
    requires com.fasterxml.jackson.databind;
    requires transitive io.goshawk.ir;

    exports io.goshawk.harness;
    exports io.goshawk.harness.npy;
}
