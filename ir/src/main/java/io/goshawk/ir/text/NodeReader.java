package io.goshawk.ir.text;

import io.goshawk.ir.Op;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.text.grammar.GoshawkParser.NodeContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/// Makes an operation of one line of text.
final class NodeReader {
    private final Parser parser;
    private final TextReader in;
    // Empty where the defining line was wrong: reported there, and not again by every reader.
    private final Map<Integer, Optional<Value>> values;

    NodeReader(Parser parser, TextReader in, Map<Integer, Optional<Value>> values) {
        this.parser = parser;
        this.in = in;
        this.values = values;
    }

    static int id(Token token) {
        try {
            return Integer.parseInt(token.getText(), 1, token.getText().length(), 10);
        } catch (NumberFormatException _) {
            throw new TextError(token, token.getText() + " is too large a number for a value");
        }
    }

    /// {@return the value that `token` names, or nothing where it is wrong, which is then reported}
    Optional<Value> use(Token token) {
        Optional<Value> value = values.get(id(token));
        if (value == null) {
            parser.report(
                    Code.MALFORMED_GRAPH, token, token.getText() + " is read before it is defined", Optional.empty());
            return Optional.empty();
        }
        return value;
    }

    /// {@return the operation of `tree`, or nothing where an operand is wrong}
    Optional<Op> read(NodeContext tree) {
        String name = tree.dialect.getText() + "." + tree.operation.getText();
        Map<String, RecordText> operations = OperationTable.instance().operations();
        RecordText text = operations.get(name);
        List<Value> operands = new ArrayList<>(tree.operands.size());
        tree.operands.forEach(token -> use(token).ifPresent(operands::add));
        if (text == null) {
            String hint = Naming.hint(name, operations.keySet());
            throw new TextError(tree.dialect.getStart(), "no operation `" + name + "`", Optional.of(hint));
        }
        Map<String, Object> fields = text.parseFields(tree.field(), tree.dialect.getStart(), in);
        if (operands.size() < tree.operands.size()) {
            return Optional.empty();
        }
        Object[] arguments = arguments(text, operands, fields, tree);
        return Optional.of((Op) text.create(arguments, tree.dialect.getStart()));
    }

    private static Object[] arguments(
            RecordText text, List<Value> operands, Map<String, Object> fields, NodeContext tree) {
        long single = text.components().stream()
                .filter(c -> c.role() == Component.Role.OPERAND)
                .count();
        boolean open = text.components().stream().anyMatch(c -> c.role() == Component.Role.OPERANDS);
        int rest = operands.size() - (int) single;
        if (rest < 0 || (rest > 0 && !open)) {
            String wanted = (open ? "at least " : "") + single;
            throw new TextError(
                    tree.dialect.getStart(),
                    "`" + text.operationName() + "` reads " + wanted + " values, not " + operands.size());
        }
        Object[] arguments = new Object[text.components().size()];
        int next = 0;
        for (int i = 0; i < arguments.length; i++) {
            Component component = text.components().get(i);
            arguments[i] = switch (component.role()) {
                case OPERAND -> operands.get(next++);
                case OPERANDS -> List.copyOf(operands.subList(next, next += rest));
                case ATTRIBUTE -> fields.get(component.name());
            };
        }
        return arguments;
    }

    /// {@return the type that `op` computes for its result; reported where the text says another}
    TensorType resultType(Op op, NodeContext tree) {
        TensorType computed;
        try {
            computed = op.resultType();
        } catch (IllegalArgumentException | IllegalStateException | ArithmeticException | IndexOutOfBoundsException e) {
            throw new IllFormed(tree.dialect.getStart(), String.valueOf(e.getMessage()), e);
        }
        TensorType written = TypeTexts.parse(tree.type(), in);
        if (!written.equals(computed)) {
            TextWriter text = new TextWriter();
            TypeTexts.print(computed, text);
            String message = "the result of `" + Printer.nameOf(op) + "` is " + text;
            parser.report(
                    Code.TYPE_MISMATCH, tree.type().getStart(), message, Optional.of("write `" + text + "` here"));
        }
        return computed;
    }
}
