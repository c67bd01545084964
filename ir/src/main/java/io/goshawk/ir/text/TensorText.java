package io.goshawk.ir.text;

import io.goshawk.ir.FloatType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import io.goshawk.ir.text.grammar.GoshawkParser.AttributeContext;
import io.goshawk.ir.text.grammar.GoshawkParser.DenseAttributeContext;
import io.goshawk.ir.text.grammar.GoshawkParser.NumberContext;
import io.goshawk.ir.text.grammar.GoshawkParser.ResourceAttributeContext;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/// Tensor data: small tensors in place, `dense<2x2 [1, 2, 3, 4]>`, `dense<f32 2 [0.5, 1.0]>` or
/// `dense<real 1 [1/3]>`; large ones by name, `dense<#w0>`, with their bytes in the table at the end of the file.
///
/// @param wanted which tensors may stand here
record TensorText(Class<?> wanted) implements AttributeText {
    private static final int LARGEST_IN_PLACE = 16;

    @Override
    public void print(Object value, TextWriter out) {
        Tensor tensor = (Tensor) value;
        if (tensor.shape().size() > LARGEST_IN_PLACE && TensorBytes.canHold(tensor)) {
            out.append("dense<").append(out.resource(tensor)).append(">");
            return;
        }
        out.append("dense<").append(kind(tensor));
        String shape = tensor.shape().toString();
        out.append(shape).append(shape.isEmpty() ? "[" : " [");
        for (int i = 0; i < tensor.shape().size(); i++) {
            out.append(i == 0 ? "" : ", ").append(element(tensor, i));
        }
        out.append("]>");
    }

    private static String kind(Tensor tensor) {
        return switch (tensor) {
            case IntTensor _ -> "";
            case FloatTensor floats -> floats.type() + " ";
            case RealTensor _ -> "real ";
        };
    }

    private static String element(Tensor tensor, int index) {
        return switch (tensor) {
            case IntTensor integers -> integers.bigAt(index).toString();
            case FloatTensor floats when floats.type() == FloatType.F64 -> Double.toString(floats.at(index));
            case FloatTensor floats -> Float.toString((float) floats.at(index));
            case RealTensor reals -> reals.at(index).toString();
        };
    }

    @Override
    public Object parse(AttributeContext tree, TextReader in) {
        Tensor tensor = switch (tree) {
            case ResourceAttributeContext resource -> named(resource, in);
            case DenseAttributeContext dense -> inPlace(dense);
            default ->
                throw new TextError(tree.getStart(), "expected `dense<…>`, not `" + RecordText.brief(tree) + "`");
        };
        if (!wanted.isInstance(tensor)) {
            throw new TextError(tree.getStart(), "expected " + wanted.getSimpleName() + ", not " + tensor);
        }
        return tensor;
    }

    private static Tensor named(ResourceAttributeContext tree, TextReader in) {
        String name = tree.RESOURCE().getText();
        Tensor tensor = in.resources().get(name);
        if (tensor == null) {
            String hint = "a line `resource " + name + ": int8 4x2 = \"…\"` belongs at the end of the file";
            throw new TextError(tree.getStart(), "no resource " + name, Optional.of(hint));
        }
        return tensor;
    }

    private static Tensor inPlace(DenseAttributeContext tree) {
        Token at = tree.getStart();
        Shape shape =
                TypeTexts.shape(tree.extents() == null ? "" : tree.extents().getText(), at);
        String kind = tree.kind == null ? "" : tree.kind.getText();
        try {
            return create(kind, shape, tree);
        } catch (NumberFormatException _) {
            throw new TextError(at, "`" + RecordText.brief(tree) + "` holds numbers of another kind");
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new TextError(at, e.getMessage());
        }
    }

    private static Tensor create(String kind, Shape shape, DenseAttributeContext tree) {
        List<NumberContext> numbers = tree.number();
        if (kind.isEmpty()) {
            return IntTensor.of(
                    shape,
                    numbers.stream().map(n -> new BigInteger(n.getText())).toList());
        }
        if (kind.equals("real")) {
            return new RealTensor(shape, numbers.stream().map(NumberTexts::real).toList());
        }
        FloatType type = Arrays.stream(FloatType.values())
                .filter(candidate -> candidate.toString().equals(kind))
                .findFirst()
                .orElseThrow(() -> new TextError(tree.kind, "no tensor data of kind `" + kind + "`"));
        // Parsed as the type it is, since rounding twice may differ from rounding once.
        double[] values = numbers.stream()
                .mapToDouble(
                        n -> type == FloatType.F64 ? Double.parseDouble(n.getText()) : Float.parseFloat(n.getText()))
                .toArray();
        return FloatTensor.of(shape, type, values);
    }
}
