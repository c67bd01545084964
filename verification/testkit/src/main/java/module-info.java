/// FileCheck, goldens, tools; imports no Goshawk module.
module io.goshawk.testkit {
    requires transitive org.junit.jupiter.api;
}
