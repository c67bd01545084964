/// Dependency-free C++17 out.
module io.goshawk.cpp {
    requires transitive io.goshawk.codegen;

    exports io.goshawk.cpp;

    opens io.goshawk.cpp.view to
            io.pebbletemplates;

    provides io.goshawk.codegen.Backend with
            io.goshawk.cpp.CppBackend;
}
