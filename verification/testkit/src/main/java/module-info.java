/// The test kit: text checks, golden files, and what tests need from outside. It knows no other module of Goshawk's.
module io.goshawk.testkit {
    requires transitive org.junit.jupiter.api;

    exports io.goshawk.testkit;
}
