/// The language: values, types, dialects, text, meaning.
module io.goshawk.ir {
    requires org.antlr.antlr4.runtime;
}
