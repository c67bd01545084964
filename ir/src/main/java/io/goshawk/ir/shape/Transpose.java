package io.goshawk.ir.shape;

import io.goshawk.ir.FloatType;
import io.goshawk.ir.IntType;
import io.goshawk.ir.QuantType;
import io.goshawk.ir.RealType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;
import java.util.stream.IntStream;

/// The axes in another order: axis `i` of the result is axis `permutation[i]` of the input.
public record Transpose(Value input, List<Integer> permutation) implements ShapeOp {
    public Transpose {
        permutation = List.copyOf(permutation);
        int rank = input.shape().rank();
        if (!permutation.stream()
                .sorted()
                .toList()
                .equals(IntStream.range(0, rank).boxed().toList())) {
            throw new IllegalArgumentException(permutation + " permutes no tensor of shape " + input.shape());
        }
    }

    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public Transpose withOperands(List<Value> operands) {
        return new Transpose(operands.getFirst(), permutation);
    }

    @Override
    public TensorType resultType() {
        Shape moved = new Shape(permutation.stream().map(input.shape()::extent).toList());
        return new TensorType(
                moved,
                switch (input.type().element()) {
                    case QuantType quant -> quant.transposed(permutation);
                    case FloatType plain -> plain;
                    case RealType plain -> plain;
                    case IntType plain -> plain;
                });
    }
}
