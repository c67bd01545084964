package io.goshawk.frontend.operators.reduction;

import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.onnx.reduction.Cumulate;
import io.goshawk.ir.onnx.reduction.Reduce;
import java.util.Map;

/// The operators of ONNX itself that make one element of many.
public final class ReductionOperators {
    /// Each by its type.
    public static final Map<String, Operator> BY_TYPE = Map.ofEntries(
            Map.entry("ArgMax", new ArgMaxOperator(true)),
            Map.entry("ArgMin", new ArgMaxOperator(false)),
            Map.entry("CumProd", new CumulateOperator(Cumulate.Kind.PRODUCT)),
            Map.entry("CumSum", new CumulateOperator(Cumulate.Kind.SUM)),
            Map.entry("Det", new DetOperator()),
            Map.entry("Einsum", new EinsumOperator()),
            Map.entry("LpNormalization", new LpNormalizationOperator()),
            Map.entry("MeanVarianceNormalization", new MeanVarianceNormalizationOperator()),
            Map.entry("NegativeLogLikelihoodLoss", new LossOperator(false)),
            Map.entry("ReduceL1", new ReduceOperator(Reduce.Kind.L1)),
            Map.entry("ReduceL2", new ReduceOperator(Reduce.Kind.L2)),
            Map.entry("ReduceLogSum", new ReduceOperator(Reduce.Kind.LOG_SUM)),
            Map.entry("ReduceLogSumExp", new ReduceOperator(Reduce.Kind.LOG_SUM_EXP)),
            Map.entry("ReduceMax", new ReduceOperator(Reduce.Kind.MAX)),
            Map.entry("ReduceMean", new ReduceOperator(Reduce.Kind.MEAN)),
            Map.entry("ReduceMin", new ReduceOperator(Reduce.Kind.MIN)),
            Map.entry("ReduceProd", new ReduceOperator(Reduce.Kind.PRODUCT)),
            Map.entry("ReduceSum", new ReduceOperator(Reduce.Kind.SUM)),
            Map.entry("ReduceSumSquare", new ReduceOperator(Reduce.Kind.SUM_SQUARE)),
            Map.entry("SoftmaxCrossEntropyLoss", new LossOperator(true)));

    private ReductionOperators() {}
}
