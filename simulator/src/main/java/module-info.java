/// Integer graphs at the speed of the machine, equal to the interpreter on every input.
module io.goshawk.simulator {
    requires transitive io.goshawk.ir;
    // Incubating, so only there where the launcher asks for it.
    requires static jdk.incubator.vector;

    exports io.goshawk.simulator;
}
