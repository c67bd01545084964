package io.goshawk.frontend.operators.indexing;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.Imported.Known;
import io.goshawk.frontend.operators.Imported.Usable;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.shape.Transpose;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/// Transpose; without `perm` the axes are reversed. Integers are shape arithmetic and folded.
final class TransposeOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 1);
        Usable input = node.input(0);
        int rank = input.shape().rank();
        List<Integer> permutation = node.attributes()
                .integers("perm")
                .map(perm -> perm.stream()
                        .map(axis -> node.attributes().axis("perm", axis, rank))
                        .toList())
                .orElseGet(() -> IntStream.range(0, rank)
                        .map(axis -> rank - 1 - axis)
                        .boxed()
                        .toList());
        if (!permutation.stream()
                .sorted()
                .toList()
                .equals(IntStream.range(0, rank).boxed().toList())) {
            throw node.because(
                    Code.BAD_ATTRIBUTE,
                    "perm is " + permutation + ", no permutation of the axes of [" + input.shape() + "]");
        }
        Transpose transpose = new Transpose(node.emit(input), permutation);
        if (input instanceof Known(IntTensor integers, var _, var _)) {
            int[] from = Tensor.transposition(integers.shape(), permutation);
            return node.known(integers.gather(transpose.resultType().shape(), from));
        }
        return node.result(transpose);
    }
}
