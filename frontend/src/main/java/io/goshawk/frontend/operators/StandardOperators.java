package io.goshawk.frontend.operators;

import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.elementwise.Unary;
import java.util.Map;

/// The operators of ONNX itself that can be imported.
public final class StandardOperators {
    /// Each by its type.
    public static final Map<String, Operator> BY_TYPE = Map.ofEntries(
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
            Map.entry("Gemm", new GemmOperator()),
            Map.entry("Identity", new IdentityOperator()),
            Map.entry("MatMul", new MatMulOperator()),
            Map.entry("Mul", new Elementwise(Binary.Kind.MUL)),
            Map.entry("Neg", new Pointwise(Unary.Kind.NEG)),
            Map.entry("Pow", new Elementwise(Binary.Kind.POW)),
            Map.entry("Relu", new Pointwise(Unary.Kind.RELU)),
            Map.entry("Reshape", new ReshapeOperator()),
            Map.entry("Shape", new ShapeOperator()),
            Map.entry("Slice", new SliceOperator()),
            Map.entry("Softmax", new SoftmaxOperator()),
            Map.entry("Sqrt", new Pointwise(Unary.Kind.SQRT)),
            Map.entry("Squeeze", new SqueezeOperator()),
            Map.entry("Sub", new Elementwise(Binary.Kind.SUB)),
            Map.entry("Transpose", new TransposeOperator()),
            Map.entry("Unsqueeze", new UnsqueezeOperator()));

    private StandardOperators() {}
}
