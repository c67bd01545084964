package io.goshawk.codegen.loops;

import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.tensor.IntTensor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/// The arrays of constants of a program: weights, and what differs from channel to channel.
public final class ConstantTexts {
    /// How a target writes constants.
    public interface Spelling {
        /// {@return the type of an array of constants in `range`}
        String type(IntRange range);

        /// {@return `value` in such an array}
        String literal(BigInteger value, IntRange range);

        /// {@return whether large arrays of constants in `range` are written as text, a character each}
        default boolean writesText(IntRange range) {
            return false;
        }

        /// {@return whether transpositions look up where elements come from}
        default boolean listsOrders() {
            return true;
        }
    }

    /// Compilers take microseconds and kilobytes for each number of a list.
    private static final int LARGE = 1 << 15;

    private final Spelling spelling;
    private final List<ArrayText> arrays = new ArrayList<>();

    private ConstantTexts(Spelling spelling) {
        this.spelling = spelling;
    }

    /// {@return every array that the functions of `program` read}
    public static List<ArrayText> of(LoopProgram program, Spelling spelling) {
        ConstantTexts texts = new ConstantTexts(spelling);
        program.constants().forEach(texts::tensor);
        for (LoopLayer layer : program.layers()) {
            List<String> origin = CText.origin(layer.head().at());
            switch (layer) {
                case LoopLayer.Requantization requantization ->
                    requantization.groups().forEach(group -> texts.group(origin, requantization, group));
                case LoopLayer.Rearrangement move -> {
                    if (spelling.listsOrders()) {
                        texts.array(origin, move.from());
                    }
                }
                case TransformerLayer transformer -> transformer.arrays().forEach(array -> texts.array(origin, array));
                case LoopLayer.Selection selection -> texts.array(origin, selection.places());
                case LoopLayer.Product _,
                        LoopLayer.Concatenation _,
                        LoopLayer.Convolution _,
                        LoopLayer.Pool _,
                        LoopLayer.Addition _,
                        LoopLayer.FirstMaximum _ -> {}
            }
        }
        return texts.arrays;
    }

    /// {@return what the type of a group's thresholds must hold: them, and what they are compared with}
    public static IntRange compared(LoopLayer.Requantization layer, ChannelGroup.Counted group) {
        return group.thresholds().range().union(layer.head().input().range());
    }

    /// {@return an array of vectors, `columns` values each; a vector of zeros where there are none}
    public static ArrayText vectors(String type, String name, List<IntTensor> vectors, int columns) {
        List<BigInteger> values = vectors.isEmpty()
                ? Collections.nCopies(columns, BigInteger.ZERO)
                : vectors.stream().flatMap(vector -> vector.toBigs().stream()).toList();
        return new ArrayText(
                List.of(),
                type,
                name,
                "[" + values.size() / columns + "][" + columns + "]",
                false,
                CText.initialiser(values.stream().map(CText::literal).toList(), columns));
    }

    private void tensor(LoopProgram.ConstantArray array) {
        Buffer buffer = array.buffer();
        boolean matrix = buffer.shape().rank() == 2;
        int columns = matrix ? buffer.shape().extent(1) : 0;
        String extents = matrix ? "[" + buffer.shape().extent(0) + "][" + columns + "]" : "[" + buffer.size() + "]";
        List<String> says = new ArrayList<>(CText.origin(array.at()));
        says.add("// " + buffer.size() + " constants in " + buffer.range());
        if (buffer.size() >= LARGE && spelling.writesText(buffer.range())) {
            String type = spelling.type(buffer.range());
            arrays.add(new ArrayText(says, type, buffer.name(), extents, true, CText.bytes(array.data())));
        } else {
            add(says, buffer.name(), extents, array.data().toBigs(), buffer.range(), columns);
        }
    }

    private void group(List<String> origin, LoopLayer.Requantization layer, ChannelGroup group) {
        if (ChannelLoop.needsPlaces(layer, group)) {
            array(origin, group.places());
        }
        switch (group) {
            case ChannelGroup.Scaled scaled -> columns(origin, scaled.multiplier(), scaled.addend(), scaled.shift());
            case ChannelGroup.Divided divided ->
                columns(origin, divided.multiplier(), divided.addend(), divided.divisor());
            case ChannelGroup.Bent bent -> {
                columns(origin, bent.first(), bent.lowMultiplier(), bent.lowAddend());
                columns(origin, bent.multiplier(), bent.addend(), bent.shift());
            }
            case ChannelGroup.Counted counted -> {
                grid(origin, counted.thresholds(), compared(layer, counted));
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
        add(origin, column.name(), "[" + column.values().size() + "]", column.values(), column.range(), 0);
    }

    private void grid(List<String> origin, Grid grid, IntRange range) {
        String extents = (grid.isUniform() ? "" : "[" + grid.rows().size() + "]") + "[" + grid.extent() + "]";
        add(origin, grid.name(), extents, grid.values(), range, grid.isUniform() ? 0 : grid.extent());
    }

    private void add(
            List<String> origin, String name, String extents, List<BigInteger> values, IntRange range, int columns) {
        List<String> literals =
                values.stream().map(value -> spelling.literal(value, range)).toList();
        arrays.add(new ArrayText(
                origin, spelling.type(range), name, extents, false, CText.initialiser(literals, columns)));
    }
}
