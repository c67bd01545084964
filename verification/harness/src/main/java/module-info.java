/// Runs emitted designs in the real tools.
module io.goshawk.harness {
    requires transitive io.goshawk.ir;
    requires com.fasterxml.jackson.databind;
}
