/// Dependency-free C++17 out.
module io.goshawk.cpp {
    requires transitive io.goshawk.codegen;
}
