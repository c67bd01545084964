package io.goshawk.frontend.operators;

import io.goshawk.frontend.operators.elementwise.ElementwiseOperators;
import io.goshawk.frontend.operators.indexing.IndexingOperators;
import io.goshawk.frontend.operators.linear.LinearOperators;
import io.goshawk.frontend.operators.normalization.NormalizationOperators;
import io.goshawk.frontend.operators.quantization.QuantizationOperators;
import io.goshawk.frontend.operators.recurrent.RecurrentOperators;
import io.goshawk.frontend.operators.reduction.ReductionOperators;
import io.goshawk.frontend.operators.signal.SignalOperators;
import io.goshawk.frontend.operators.spatial.SpatialOperators;
import io.goshawk.frontend.operators.transformer.TransformerOperators;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The operators of ONNX itself that can be imported.
public final class StandardOperators {
    private static final Map<String, Operator> OTHERS = Map.ofEntries(Map.entry("Constant", new ConstantOperator()));

    /// Each by its type.
    public static final Map<String, Operator> BY_TYPE = merged(List.of(
            OTHERS,
            IndexingOperators.BY_TYPE,
            ElementwiseOperators.BY_TYPE,
            LinearOperators.BY_TYPE,
            NormalizationOperators.BY_TYPE,
            QuantizationOperators.BY_TYPE,
            RecurrentOperators.BY_TYPE,
            ReductionOperators.BY_TYPE,
            SignalOperators.BY_TYPE,
            SpatialOperators.BY_TYPE,
            TransformerOperators.BY_TYPE));

    private StandardOperators() {}

    private static Map<String, Operator> merged(List<Map<String, Operator>> families) {
        Map<String, Operator> all = new HashMap<>();
        families.forEach(all::putAll);
        return Map.copyOf(all);
    }
}
