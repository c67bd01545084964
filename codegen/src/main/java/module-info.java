/// What every backend shares: Backend, Artifacts, Templates, Names.
module io.goshawk.codegen {
    requires transitive io.goshawk.ir;
    requires transitive io.goshawk.passes;
    requires io.pebbletemplates;
    requires org.slf4j;
}
