package io.goshawk.cpp;

import io.goshawk.codegen.loops.CText;
import io.goshawk.codegen.loops.ChannelGroup;
import io.goshawk.codegen.loops.ChannelLoop;
import io.goshawk.codegen.loops.Column;
import io.goshawk.codegen.loops.Grid;
import io.goshawk.codegen.loops.LoopLayer;
import io.goshawk.codegen.loops.LoopProgram;
import io.goshawk.cpp.view.ConstantsView;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.tensor.IntTensor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The arrays of constants: weights, and what differs from channel to channel.
final class CppConstants {
    private final List<ConstantsView.Array> arrays = new ArrayList<>();

    private CppConstants() {}

    /// {@return every array that the functions of `program` read}
    static List<ConstantsView.Array> of(LoopProgram program) {
        CppConstants constants = new CppConstants();
        for (LoopProgram.ConstantArray array : program.constants()) {
            constants.tensor(array);
        }
        for (LoopLayer layer : program.layers()) {
            List<String> origin = CText.origin(layer.head().at());
            switch (layer) {
                case LoopLayer.Requantization requantization ->
                    requantization.groups().forEach(group -> constants.group(origin, requantization, group));
                case LoopLayer.Rearrangement move -> constants.array(origin, move.from());
                case LoopLayer.Product _, LoopLayer.FirstMaximum _ -> {}
            }
        }
        return constants.arrays;
    }

    private void tensor(LoopProgram.ConstantArray array) {
        boolean matrix = array.buffer().shape().rank() == 2;
        int columns = matrix ? array.buffer().shape().extent(1) : 0;
        String extents = matrix
                ? "[" + array.buffer().shape().extent(0) + "][" + columns + "]"
                : "[" + array.buffer().size() + "]";
        List<String> says = new ArrayList<>(CText.origin(array.at()));
        says.add("// " + array.buffer().size() + " constants in "
                + array.buffer().range());
        arrays.add(new ConstantsView.Array(
                says,
                CppTypes.of(array.buffer()),
                array.buffer().name(),
                extents,
                CText.initialiser(literals(array.data()), columns)));
    }

    private static List<String> literals(IntTensor data) {
        return data.toBigs().stream().map(CText::literal).toList();
    }

    private void group(List<String> origin, LoopLayer.Requantization layer, ChannelGroup group) {
        if (ChannelLoop.needsPlaces(layer, group)) {
            array(origin, group.places());
        }
        switch (group) {
            case ChannelGroup.Scaled scaled -> columns(origin, scaled.multiplier(), scaled.addend(), scaled.shift());
            case ChannelGroup.Counted counted -> {
                grid(origin, counted.thresholds(), CppGroups.compared(layer, counted));
                columns(origin, counted.base());
            }
            case ChannelGroup.LookedUp table -> {
                columns(origin, table.first());
                grid(origin, table.values(), table.values().range());
            }
        }
        if (group.limits().bind()) {
            columns(origin, group.limits().low(), group.limits().high());
        }
    }

    private void columns(List<String> origin, Column... columns) {
        Stream.of(columns).filter(column -> !column.isUniform()).forEach(column -> array(origin, column));
    }

    private void array(List<String> origin, Column column) {
        List<String> values = column.values().stream().map(CText::literal).toList();
        arrays.add(new ConstantsView.Array(
                origin,
                CppTypes.storing(column.range()),
                column.name(),
                "[" + values.size() + "]",
                CText.initialiser(values, 0)));
    }

    private void grid(List<String> origin, Grid grid, IntRange range) {
        List<String> values = grid.values().stream().map(CText::literal).toList();
        String extents = (grid.isUniform() ? "" : "[" + grid.rows().size() + "]") + "[" + grid.extent() + "]";
        arrays.add(new ConstantsView.Array(
                origin,
                CppTypes.storing(range),
                grid.name(),
                extents,
                CText.initialiser(values, grid.isUniform() ? 0 : grid.extent())));
    }

    /// {@return an array of golden vectors: `vectors` rows of `columns` values}
    static ConstantsView.Array golden(String type, String name, List<IntTensor> vectors, int columns) {
        List<BigInteger> values = vectors.isEmpty()
                ? java.util.Collections.nCopies(columns, BigInteger.ZERO)
                : vectors.stream().flatMap(vector -> vector.toBigs().stream()).toList();
        return new ConstantsView.Array(
                List.of(),
                type,
                name,
                "[" + values.size() / columns + "][" + columns + "]",
                CText.initialiser(values.stream().map(CText::literal).toList(), columns));
    }
}
