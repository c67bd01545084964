package io.goshawk.ir.text;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Location;
import io.goshawk.ir.Op;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.text.grammar.GoshawkParser;
import io.goshawk.ir.text.grammar.GoshawkParser.GraphContext;
import io.goshawk.ir.text.grammar.GoshawkParser.InputContext;
import io.goshawk.ir.text.grammar.GoshawkParser.LocationContext;
import io.goshawk.ir.text.grammar.GoshawkParser.MeansContext;
import io.goshawk.ir.text.grammar.GoshawkParser.NodeContext;
import io.goshawk.ir.text.grammar.GoshawkParser.OutputContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ErrorNode;
import org.antlr.v4.runtime.tree.ParseTreeListener;
import org.antlr.v4.runtime.tree.TerminalNode;

/// Makes graphs while the parser runs: each node is built and its tree dropped as soon as it has been read, so
/// that a large circuit does not become a large tree.
final class GraphReader implements ParseTreeListener {
    private final Parser parser;
    private final NodeReader nodeReader;
    private final TextReader in;
    private final GoshawkParser grammar;
    private final List<Graph<? extends Op>> graphs = new ArrayList<>();
    private final Map<Integer, Optional<Value>> values = new HashMap<>();
    private final List<Graph.Port> inputs = new ArrayList<>();
    private final List<Graph.Node<Op>> nodes = new ArrayList<>();
    private final List<Graph.Port> outputs = new ArrayList<>();
    private int errorsBefore;

    GraphReader(Parser parser, TextReader in, GoshawkParser grammar) {
        this.parser = parser;
        this.in = in;
        this.grammar = grammar;
        this.nodeReader = new NodeReader(parser, in, values);
    }

    List<Graph<? extends Op>> graphs() {
        return graphs;
    }

    @Override
    public void enterEveryRule(ParserRuleContext tree) {
        switch (tree.getRuleIndex()) {
            case GoshawkParser.RULE_graph -> {
                values.clear();
                inputs.clear();
                nodes.clear();
                outputs.clear();
            }
            case GoshawkParser.RULE_input, GoshawkParser.RULE_node, GoshawkParser.RULE_output ->
                errorsBefore = grammar.getNumberOfSyntaxErrors();
            default -> {}
        }
    }

    @Override
    public void exitEveryRule(ParserRuleContext tree) {
        boolean whole = grammar.getNumberOfSyntaxErrors() == errorsBefore;
        try {
            switch (tree) {
                case InputContext input -> input(input, whole);
                case NodeContext node -> node(node, whole);
                case OutputContext output when whole -> output(output);
                case GraphContext graph when graph.GRAPH() != null -> graph(graph);
                default -> {}
            }
        } catch (TextError e) {
            parser.report(e);
        } catch (IllFormed e) {
            parser.report(Code.MALFORMED_GRAPH, e.token(), e.getMessage(), Optional.empty());
        }
    }

    private void input(InputContext tree, boolean whole) {
        if (tree.VALUE() == null) {
            return;
        }
        define(tree.VALUE().getSymbol());
        if (whole) {
            int id = NodeReader.id(tree.VALUE().getSymbol());
            Value value = new Value(id, TypeTexts.parse(tree.type(), in));
            values.put(id, Optional.of(value));
            inputs.add(port(value, tree.STRING(), tree.means(), tree.location(), tree.getStart()));
        }
    }

    private void output(OutputContext tree) {
        nodeReader
                .use(tree.VALUE().getSymbol())
                .ifPresent(value ->
                        outputs.add(port(value, tree.STRING(), tree.means(), tree.location(), tree.getStart())));
    }

    private Graph.Port port(Value value, TerminalNode name, MeansContext means, LocationContext at, Token start) {
        String text = name == null ? String.valueOf(value.id()) : Quoted.read(name.getText());
        Optional<Affine> meaning = Optional.ofNullable(means)
                .map(tree -> (Affine) RecordText.of(Affine.class).parse(tree.attribute(), in));
        return new Graph.Port(text, value, meaning, location(at, start));
    }

    private Location location(LocationContext tree, Token start) {
        return tree == null ? parser.location(start) : LocationText.parse(tree.place());
    }

    /// Makes the value known, without a type as yet.
    private void define(Token token) {
        if (values.put(NodeReader.id(token), Optional.empty()) != null) {
            parser.report(Code.MALFORMED_GRAPH, token, token.getText() + " is defined twice", Optional.empty());
        }
    }

    private void node(NodeContext tree, boolean whole) {
        tree.getParent().removeLastChild();
        Optional<Op> op = Optional.empty();
        try {
            op = whole ? nodeReader.read(tree) : op;
        } finally {
            // Known even where its line is wrong, so that one mistake is not reported by every reader.
            if (tree.result != null) {
                define(tree.result);
            }
        }
        if (op.isPresent()) {
            TensorType type = nodeReader.resultType(op.get(), tree);
            Value value = new Value(NodeReader.id(tree.result), type);
            values.put(value.id(), Optional.of(value));
            nodes.add(new Graph.Node<>(value, op.get(), location(tree.location(), tree.getStart())));
        }
    }

    private void graph(GraphContext tree) {
        String text = tree.GRAPH().getText().substring(1);
        String name = text.startsWith("\"") ? Quoted.read(text) : text;
        graphs.add(new Graph<>(name, inputs, nodes, outputs));
    }

    @Override
    public void visitTerminal(TerminalNode node) {
        // Tokens are read where their rule ends.
    }

    @Override
    public void visitErrorNode(ErrorNode node) {
        // Reported by the error listener.
    }
}
