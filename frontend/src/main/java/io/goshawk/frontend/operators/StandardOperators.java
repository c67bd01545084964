package io.goshawk.frontend.operators;

import io.goshawk.frontend.operators.linear.LinearOperators;
import io.goshawk.frontend.operators.quantization.QuantizationOperators;
import io.goshawk.frontend.operators.transformer.TransformerOperators;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.elementwise.Unary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The operators of ONNX itself that can be imported.
public final class StandardOperators {
    private static final Map<String, Operator> OTHERS = Map.ofEntries(
            Map.entry("Add", new Elementwise(Binary.Kind.ADD)),
            Map.entry("ArgMax", new ArgMaxOperator()),
            Map.entry("BatchNormalization", new BatchNormalizationOperator()),
            Map.entry("Cast", new CastOperator()),
            Map.entry("Concat", new ConcatOperator()),
            Map.entry("Constant", new ConstantOperator()),
            Map.entry("ConstantOfShape", new ConstantOfShapeOperator()),
            Map.entry("Div", new Elementwise(Binary.Kind.DIV)),
            Map.entry("Dropout", new IdentityOperator()),
            Map.entry("Flatten", new FlattenOperator()),
            Map.entry("Gather", new GatherOperator()),
            Map.entry("Identity", new IdentityOperator()),
            Map.entry("Mul", new Elementwise(Binary.Kind.MUL)),
            Map.entry("Neg", new Pointwise(Unary.Kind.NEG)),
            Map.entry("Pow", new Elementwise(Binary.Kind.POW)),
            Map.entry("Relu", new Pointwise(Unary.Kind.RELU)),
            Map.entry("Reshape", new ReshapeOperator()),
            Map.entry("Shape", new ShapeOperator()),
            Map.entry("Slice", new SliceOperator()),
            Map.entry("Sqrt", new Pointwise(Unary.Kind.SQRT)),
            Map.entry("Squeeze", new SqueezeOperator()),
            Map.entry("Sub", new Elementwise(Binary.Kind.SUB)),
            Map.entry("Transpose", new TransposeOperator()),
            Map.entry("Unsqueeze", new UnsqueezeOperator()));

    /// Each by its type.
    public static final Map<String, Operator> BY_TYPE = merged(
            List.of(OTHERS, LinearOperators.BY_TYPE, QuantizationOperators.BY_TYPE, TransformerOperators.BY_TYPE));

    private StandardOperators() {}

    private static Map<String, Operator> merged(List<Map<String, Operator>> families) {
        Map<String, Operator> all = new HashMap<>();
        families.forEach(all::putAll);
        return Map.copyOf(all);
    }
}
