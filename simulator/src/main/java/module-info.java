/// Integer graphs at the speed of the machine, equal to the interpreter on every input.
module io.goshawk.simulator {
    requires transitive io.goshawk.ir;

    exports io.goshawk.simulator;
}
