package io.goshawk.frontend.export;

import io.goshawk.frontend.export.Out.Attribute;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.onnx.spatial.AffineGrid;
import io.goshawk.ir.onnx.spatial.AveragePool;
import io.goshawk.ir.onnx.spatial.Conv;
import io.goshawk.ir.onnx.spatial.ConvTranspose;
import io.goshawk.ir.onnx.spatial.DeformConv;
import io.goshawk.ir.onnx.spatial.GridSample;
import io.goshawk.ir.onnx.spatial.Im2Col;
import io.goshawk.ir.onnx.spatial.LpPool;
import io.goshawk.ir.onnx.spatial.MaxPool;
import io.goshawk.ir.onnx.spatial.MaxUnpool;
import io.goshawk.ir.onnx.spatial.Resize;
import io.goshawk.ir.onnx.spatial.SpatialOp;
import io.goshawk.ir.window.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/// Operators on neighbourhoods of feature maps.
final class SpatialExport {
    private SpatialExport() {}

    /// @param bias what a convolution adds to each channel
    static void write(SpatialOp op, Optional<Value> bias, Out out) {
        List<Value> operands = op.operands();
        switch (op) {
            case Conv c ->
                out.give(
                        "Conv",
                        Biases.names(c, bias, out),
                        WindowAttributes.of(kernel(c.weights()), c.window(), Attribute.of("group", c.groups())));
            case ConvTranspose c ->
                out.give(
                        "ConvTranspose",
                        Biases.names(c, bias, out),
                        WindowAttributes.of(
                                kernel(c.weights()),
                                c.window(),
                                Attribute.of("group", c.groups()),
                                Attribute.of("output_padding", c.more())));
            case DeformConv c ->
                out.give(
                        "DeformConv",
                        List.of(
                                out.name(c.input()),
                                out.name(c.weights()),
                                out.name(c.offset()),
                                "",
                                out.name(c.mask())),
                        WindowAttributes.of(
                                kernel(c.weights()),
                                c.window(),
                                Attribute.of("group", c.groups()),
                                Attribute.of("offset_group", c.offsetGroups())));
            case MaxPool p ->
                out.yieldAt(
                        p.part().equals(MaxPool.Part.VALUES) ? 0 : 1,
                        "MaxPool",
                        List.of(out.name(p.input())),
                        WindowAttributes.of(p.kernel(), p.window(), Attribute.of("storage_order", p.columnMajor())));
            case AveragePool p -> write(p, out);
            case LpPool p ->
                out.yieldOf("LpPool", operands, WindowAttributes.of(p.kernel(), p.window(), Attribute.of("p", p.p())));
            case MaxUnpool p -> write(p, out);
            case Resize r -> ResizeExport.write(r, out);
            case GridSample g ->
                out.yieldOf(
                        "GridSample",
                        operands,
                        Attribute.of("mode", lower(g.mode())),
                        Attribute.of("padding_mode", lower(g.padding())),
                        Attribute.of("align_corners", g.alignCorners()));
            case AffineGrid g -> {
                List<Integer> size = new ArrayList<>(List.of(g.theta().shape().extent(0), 1));
                size.addAll(g.extents());
                out.give(
                        "AffineGrid",
                        List.of(out.name(g.theta()), out.integers("size", size)),
                        Attribute.of("align_corners", g.alignCorners()));
            }
            case Im2Col i -> write(i, out);
        }
    }

    private static List<Integer> kernel(Value weights) {
        return weights.shape().extents().subList(2, weights.shape().rank());
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /// Padding that was only added for the last window is left to `ceil_mode`.
    private static void write(AveragePool pool, Out out) {
        Window window = pool.window();
        List<Integer> after = IntStream.range(0, window.rank())
                .mapToObj(axis -> window.after().get(axis) - pool.beyond().get(axis))
                .toList();
        out.yieldOf(
                "AveragePool",
                pool.operands(),
                WindowAttributes.of(
                        pool.kernel(),
                        new Window(window.strides(), window.dilations(), window.before(), after),
                        Attribute.of("count_include_pad", pool.countsPadding()),
                        Attribute.of("ceil_mode", pool.beyond().stream().anyMatch(extent -> extent > 0))));
    }

    /// Any kernel, stride and padding will do that belong to a map of the frame's extents.
    private static void write(MaxUnpool unpool, Out out) {
        Shape input = unpool.input().shape();
        List<Integer> kernel = new ArrayList<>();
        List<Integer> pads = new ArrayList<>();
        for (int axis = 2; axis < input.rank(); axis++) {
            int taps = Math.max(1, unpool.frame().extent(axis) - input.extent(axis) + 1);
            kernel.add(taps);
            pads.add(input.extent(axis) - 1 + taps - unpool.frame().extent(axis));
        }
        List<Integer> ones = kernel.stream().map(_ -> 1).toList();
        List<Integer> bothPads = new ArrayList<>(kernel.stream().map(_ -> 0).toList());
        bothPads.addAll(pads);
        out.give(
                "MaxUnpool",
                List.of(
                        out.name(unpool.input()),
                        out.name(unpool.indices()),
                        out.integers("shape", unpool.shape().extents())),
                Attribute.of("kernel_shape", kernel),
                Attribute.of("strides", ones),
                Attribute.of("pads", bothPads));
    }

    private static void write(Im2Col op, Out out) {
        Window window = op.window();
        List<Integer> pads = new ArrayList<>(window.before());
        pads.addAll(window.after());
        Shape shape = op.input().shape();
        out.yieldQonnx(
                1,
                "Im2Col",
                op.operands(),
                Attribute.of("kernel_size", op.kernel()),
                Attribute.of("stride", window.strides()),
                Attribute.of("dilations", window.dilations()),
                Attribute.of("pad_amount", pads),
                Attribute.of(
                        "input_shape",
                        "(" + shape.extent(0) + "," + shape.extent(1) + "," + shape.extent(2) + "," + shape.extent(3)
                                + ")"));
    }
}
