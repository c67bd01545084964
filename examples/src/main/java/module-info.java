/// End-to-end examples and their tests.
module io.goshawk.examples {
    requires io.goshawk.cli;
}
