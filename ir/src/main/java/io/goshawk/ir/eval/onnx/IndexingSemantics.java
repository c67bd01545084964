package io.goshawk.ir.eval.onnx;

import io.goshawk.ir.Broadcast;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.eval.Floats;
import io.goshawk.ir.onnx.indexing.Concat;
import io.goshawk.ir.onnx.indexing.Expand;
import io.goshawk.ir.onnx.indexing.Gather;
import io.goshawk.ir.onnx.indexing.GatherElements;
import io.goshawk.ir.onnx.indexing.GatherNd;
import io.goshawk.ir.onnx.indexing.IndexingOp;
import io.goshawk.ir.onnx.indexing.OneHot;
import io.goshawk.ir.onnx.indexing.Pad;
import io.goshawk.ir.onnx.indexing.ReverseSequence;
import io.goshawk.ir.onnx.indexing.ScatterElements;
import io.goshawk.ir.onnx.indexing.ScatterNd;
import io.goshawk.ir.onnx.indexing.Slice;
import io.goshawk.ir.onnx.indexing.TensorScatter;
import io.goshawk.ir.onnx.indexing.TopK;
import io.goshawk.ir.onnx.indexing.Trilu;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import io.goshawk.ir.tensor.Tensors;
import java.util.List;
import java.util.stream.IntStream;

/// What operations mean that pick, join and place elements. All but merging scatters say of each element of the result
/// only which element of the operands it is, whatever these are.
public final class IndexingSemantics {
    private IndexingSemantics() {}

    /// {@return what `op` makes of `in`}
    /// @throws IllegalArgumentException if an index names no place
    static Tensor evaluate(IndexingOp op, List<Tensor> in) {
        Shape shape = op.resultType().shape();
        return switch (op) {
            case Concat concat -> concat(concat, in);
            case Slice slice -> in.getFirst().gather(shape, slice(slice));
            case Pad pad -> Tensors.joined(in).gather(shape, pad(pad));
            case Expand _
            when in.getFirst() instanceof FloatTensor floats && floats.shape().size() == 1 ->
                FloatTensor.filled(shape, floats.type(), floats.at(0));
            case Expand expand ->
                in.getFirst().gather(shape, Broadcast.indices(expand.input().shape(), shape));
            case Gather gather -> in.getFirst().gather(shape, Gathers.along(gather, in.get(1)));
            case GatherElements gather -> in.getFirst().gather(shape, Gathers.elements(gather, (IntTensor) in.get(1)));
            case GatherNd gather -> in.getFirst().gather(shape, Gathers.tuples(gather, (IntTensor) in.get(1)));
            case ScatterElements scatter -> Scatters.elements(scatter, in);
            case ScatterNd scatter -> Scatters.tuples(scatter, in);
            case TensorScatter scatter -> Scatters.cache(scatter, in);
            case OneHot hot -> in.get(1).gather(shape, oneHot(hot, in.getFirst()));
            case ReverseSequence reverse ->
                in.getFirst().gather(shape, Gathers.reversed(reverse, (IntTensor) in.get(1)));
            case Trilu trilu ->
                Tensors.joined(List.of(in.getFirst(), zero(in.getFirst()))).gather(shape, triangle(trilu));
            case TopK top -> Leaders.of(top, in.getFirst());
        };
    }

    private static Tensor concat(Concat op, List<Tensor> parts) {
        Shape shape = op.resultType().shape();
        int inner = shape.stride(op.axis());
        int outer = shape.size() == 0 ? 0 : shape.size() / inner / shape.extent(op.axis());
        if (outer <= 1) {
            return Tensors.joined(parts).reshape(shape);
        }
        int[] from = new int[shape.size()];
        int place = 0;
        for (int block = 0; block < outer; block++) {
            int start = 0;
            for (Tensor part : parts) {
                int run = part.shape().extent(op.axis()) * inner;
                for (int i = 0; i < run; i++) {
                    from[place++] = start + block * run + i;
                }
                start += part.shape().size();
            }
        }
        return Tensors.joined(parts).gather(shape, from);
    }

    private static int[] slice(Slice op) {
        int[][] maps = IntStream.range(0, op.shape().rank())
                .mapToObj(axis -> IntStream.range(0, op.shape().extent(axis))
                        .map(i -> op.starts().get(axis) + i * op.steps().get(axis))
                        .toArray())
                .toArray(int[][]::new);
        return Places.mapped(op.input().shape(), maps, -1);
    }

    private static int[] pad(Pad op) {
        Shape from = op.input().shape();
        Shape to = op.resultType().shape();
        int[][] maps = IntStream.range(0, to.rank())
                .mapToObj(axis -> IntStream.range(0, to.extent(axis))
                        .map(i -> padded(op.mode(), (long) i - op.before().get(axis), from.extent(axis)))
                        .toArray())
                .toArray(int[][]::new);
        return Places.mapped(from, maps, from.size());
    }

    /// {@return the place along an axis of `extent` that `place`, which may lie outside, shows; -1 for the fill}
    private static int padded(Pad.Mode mode, long place, int extent) {
        return switch (mode) {
            case CONSTANT -> place >= 0 && place < extent ? (int) place : -1;
            case EDGE -> Math.clamp(place, 0, extent - 1);
            case WRAP -> (int) Math.floorMod(place, (long) extent);
            case REFLECT -> {
                long round = Math.max(1, 2L * (extent - 1));
                long way = Math.floorMod(place, round);
                yield (int) Math.min(way, round - way) % extent;
            }
        };
    }

    /// {@return for each element, which of the two numbers it is}
    private static int[] oneHot(OneHot op, Tensor indices) {
        int stride = Places.product(op.indices()
                .shape()
                .extents()
                .subList(op.axis(), op.indices().shape().rank()));
        int[] from = new int[op.resultType().shape().size()];
        for (int i = 0; i < indices.shape().size() && from.length > 0; i++) {
            long index = whole(indices, i);
            long hot = index < 0 ? index + op.depth() : index;
            if (hot >= 0 && hot < op.depth()) {
                from[(int) ((i / stride * (long) op.depth() + hot) * stride + i % stride)] = 1;
            }
        }
        return from;
    }

    private static long whole(Tensor indices, int i) {
        return switch (indices) {
            case IntTensor integers -> integers.fitsLong() ? integers.at(i) : Long.MIN_VALUE;
            case FloatTensor floats -> (long) floats.at(i);
            case RealTensor reals -> (long) Floats.round(reals, i, FloatType.F64);
        };
    }

    private static int[] triangle(Trilu op) {
        Shape shape = op.input().shape();
        int columns = shape.last();
        int[] from = new int[shape.size()];
        for (int i = 0; i < from.length; i++) {
            long right = i % columns - (long) (i / columns % shape.extent(-2));
            boolean stays = op.upper() ? right >= op.diagonal() : right <= op.diagonal();
            from[i] = stays ? i : from.length;
        }
        return from;
    }

    private static Tensor zero(Tensor like) {
        return switch (like) {
            case IntTensor _ -> IntTensor.of(Shape.of(1), 0);
            case FloatTensor floats -> FloatTensor.of(Shape.of(1), floats.type(), new double[1]);
            case RealTensor _ -> RealTensor.exactly(FloatTensor.of(Shape.of(1), 0));
        };
    }
}
