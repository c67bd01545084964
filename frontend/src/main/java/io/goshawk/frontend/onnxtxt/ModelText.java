package io.goshawk.frontend.onnxtxt;

import io.goshawk.frontend.onnxtxt.grammar.OnnxTextParser.DeclaredContext;
import io.goshawk.frontend.onnxtxt.grammar.OnnxTextParser.DeclaredListContext;
import io.goshawk.frontend.onnxtxt.grammar.OnnxTextParser.EntryContext;
import io.goshawk.frontend.onnxtxt.grammar.OnnxTextParser.FormalContext;
import io.goshawk.frontend.onnxtxt.grammar.OnnxTextParser.FunctionContext;
import io.goshawk.frontend.onnxtxt.grammar.OnnxTextParser.ModelContext;
import io.goshawk.frontend.onnxtxt.grammar.OnnxTextParser.PairContext;
import io.goshawk.frontend.protos.FunctionProto;
import io.goshawk.frontend.protos.ModelProto;
import io.goshawk.frontend.protos.OperatorSetIdProto;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A whole model: its header, its graph, and the functions it defines.
final class ModelText {
    private final GraphText graphs;

    ModelText(Source source) {
        this.graphs = new GraphText(source);
    }

    ModelProto read(ModelContext tree) {
        ModelProto.Builder model = ModelProto.newBuilder();
        if (tree.header() != null) {
            graphs.each(tree.header().entry(), entry -> entry(entry, model));
        }
        model.setGraph(graphs.read(tree.graph()));
        graphs.each(tree.function(), function -> model.addFunctions(function(function)));
        return model.build();
    }

    private static void entry(EntryContext tree, ModelProto.Builder model) {
        switch (tree.key.getText()) {
            case "ir_version" -> model.setIrVersion(integer(tree));
            case "model_version" -> model.setModelVersion(integer(tree));
            case "producer_name" -> model.setProducerName(text(tree));
            case "producer_version" -> model.setProducerVersion(text(tree));
            case "domain" -> model.setDomain(text(tree));
            case "doc_string" -> model.setDocString(text(tree));
            case "opset_import" -> model.addAllOpsetImport(opsets(tree));
            case "metadata_props" -> {
                if (tree.pairs() == null) {
                    throw wrong(tree, "a list such as `[\"key\": \"value\"]`");
                }
                model.addAllMetadataProps(TensorText.entries(tree.pairs()));
            }
            default ->
                throw new Mistake(tree.getStart(), "a model has no `" + tree.key.getText() + "`")
                        .hint("it has ir_version, opset_import, producer_name, producer_version, domain, "
                                + "model_version, doc_string and metadata_props");
        }
    }

    private FunctionProto function(FunctionContext tree) {
        FunctionProto.Builder function = FunctionProto.newBuilder().setName(TypeText.name(tree.name()));
        if (tree.header() != null) {
            graphs.each(tree.header().entry(), entry -> entry(entry, function));
        }
        if (tree.formals() != null) {
            graphs.each(tree.formals().formal(), formal -> formal(formal, function));
        }
        signature(tree.declaredList(0), function::addInput, function);
        signature(tree.declaredList(1), function::addOutput, function);
        if (tree.innerTypes() != null) {
            graphs.each(tree.innerTypes().declared(), value -> function.addValueInfo(GraphText.declared(value)));
        }
        graphs.nodes(tree.nodes(), function::addNode);
        return function.build();
    }

    private static void entry(EntryContext tree, FunctionProto.Builder function) {
        switch (tree.key.getText()) {
            case "opset_import" -> function.addAllOpsetImport(opsets(tree));
            case "doc_string" -> function.setDocString(text(tree));
            case "domain" -> function.setDomain(text(tree));
            case "overload" -> function.setOverload(text(tree));
            default ->
                throw new Mistake(tree.getStart(), "a function has no `" + tree.key.getText() + "`")
                        .hint("it has domain, overload, opset_import and doc_string");
        }
    }

    /// A name alone has no default; one with a value has.
    private void formal(FormalContext tree, FunctionProto.Builder function) {
        if (tree.attribute() == null) {
            function.addAttribute(TypeText.name(tree.name()));
        } else {
            function.addAttributeProto(graphs.attribute(tree.attribute()));
        }
    }

    private void signature(DeclaredListContext tree, Consumer<String> names, FunctionProto.Builder function) {
        List<DeclaredContext> values = tree.declared();
        graphs.each(values, value -> {
            names.accept(TypeText.name(value.name()));
            if (value.type() != null) {
                function.addValueInfo(GraphText.declared(value));
            }
        });
    }

    private static long integer(EntryContext tree) {
        if (tree.INTEGER() == null) {
            throw wrong(tree, "an integer");
        }
        return TypeText.integer(tree.INTEGER().getText(), tree);
    }

    private static String text(EntryContext tree) {
        if (tree.STRING() == null) {
            throw wrong(tree, "a text in double quotes");
        }
        return Source.utf8(Source.unquoted(tree.STRING().getText()));
    }

    private static List<OperatorSetIdProto> opsets(EntryContext tree) {
        if (tree.pairs() == null) {
            throw wrong(tree, "a list such as `[\"\": 21]`");
        }
        List<OperatorSetIdProto> opsets = new ArrayList<>();
        for (PairContext pair : tree.pairs().pair()) {
            if (pair.number == null) {
                throw new Mistake(pair.text, "expected a version, found " + pair.text.getText());
            }
            opsets.add(OperatorSetIdProto.newBuilder()
                    .setDomain(Source.utf8(Source.unquoted(pair.key.getText())))
                    .setVersion(TypeText.integer(pair.number.getText(), pair))
                    .build());
        }
        return opsets;
    }

    private static Mistake wrong(EntryContext tree, String wanted) {
        return new Mistake(tree.getStart(), "`" + tree.key.getText() + "` should be " + wanted);
    }
}
