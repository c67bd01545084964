package io.goshawk.frontend.operators.spatial;

import io.goshawk.frontend.operators.Operator;
import io.goshawk.frontend.operators.spatial.PoolOperator.Kind;
import java.util.Map;

/// The operators of ONNX itself that work on feature maps.
public final class SpatialOperators {
    /// Each by its type.
    public static final Map<String, Operator> BY_TYPE = Map.ofEntries(
            Map.entry("AffineGrid", new AffineGridOperator()),
            Map.entry("AveragePool", new PoolOperator(Kind.AVERAGE, false)),
            Map.entry("CausalConvWithState", new CausalConvOperator()),
            Map.entry("Conv", new ConvOperator()),
            Map.entry("ConvInteger", new ConvIntegerOperator()),
            Map.entry("ConvTranspose", new ConvTransposeOperator()),
            Map.entry("DeformConv", new DeformConvOperator()),
            Map.entry("GlobalAveragePool", new PoolOperator(Kind.AVERAGE, true)),
            Map.entry("GlobalLpPool", new PoolOperator(Kind.NORM, true)),
            Map.entry("GlobalMaxPool", new PoolOperator(Kind.MAX, true)),
            Map.entry("GridSample", new GridSampleOperator()),
            Map.entry("LpPool", new PoolOperator(Kind.NORM, false)),
            Map.entry("MaxPool", new PoolOperator(Kind.MAX, false)),
            Map.entry("MaxUnpool", new MaxUnpoolOperator()),
            Map.entry("QLinearConv", new QLinearConvOperator()),
            Map.entry("Resize", new ResizeOperator()),
            Map.entry("Upsample", new ResizeOperator()));

    private SpatialOperators() {}
}
