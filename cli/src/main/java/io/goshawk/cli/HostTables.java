package io.goshawk.cli;

import io.goshawk.harness.npy.NpyType;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Overflow;
import io.goshawk.ir.quant.ApplyAffine;
import io.goshawk.ir.quant.BipolarQuantize;
import io.goshawk.ir.quant.Clip;
import io.goshawk.ir.quant.LeakyRelu;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.quant.Quantize;
import io.goshawk.ir.quant.Relu;
import io.goshawk.ir.shape.Reshape;
import io.goshawk.passes.Compiler.Compiled;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What the host makes of the hardware's integers, looked up: where each number of an output depends on
/// the integer in its own place alone, as behind most networks, the reference is asked once for each
/// integer that there is.
final class HostTables {
    private static final int MOST_INTEGERS = 1 << 16;
    private static final int MOST_NUMBERS = 1 << 21;
    /// What `Classes` takes for scores.
    private static final int MOST_CLASSES = 1000;

    private final List<Table> tables;

    private HostTables(List<Table> tables) {
        this.tables = List.copyOf(tables);
    }

    /// One output.
    ///
    /// @param from which port of the hardware it comes from
    /// @param min the least integer of that port
    /// @param numbers for each integer and place the result: an integer, or the bits of a double
    private record Table(Graph.Port port, int from, long min, int row, List<long[]> numbers, boolean integral) {
        /// {@return whether a larger integer is a larger number, the same in all places}
        boolean isOrdered() {
            double before = Double.NEGATIVE_INFINITY;
            for (long[] places : numbers) {
                double number = integral ? places[0] : Double.longBitsToDouble(places[0]);
                if (!(number > before) || Arrays.stream(places).anyMatch(other -> other != places[0])) {
                    return false;
                }
                before = number;
            }
            return true;
        }

        boolean isScores() {
            Shape shape = port.value().shape();
            return shape.size() > 1 && shape.last() == shape.size() && shape.size() <= MOST_CLASSES;
        }

        boolean isClass() {
            return integral && row == 1;
        }

        int classes() {
            return 1
                    + numbers.stream().mapToInt(places -> (int) places[0]).max().orElse(0);
        }
    }

    /// {@return the tables of `compiled`; nothing where the host does more, or integers are too many}
    static Optional<HostTables> of(Compiled compiled, Execution execution) {
        Graph<QuantOp> host = compiled.hostOut();
        List<Graph.Port> ports = compiled.hardware().outputs();
        List<IntRange> ranges = ports.stream()
                .map(port -> port.value().type().intElement().range())
                .toList();
        int count = 1;
        for (int i = 0; i < ports.size(); i++) {
            if (ranges.get(i).count().bitLength() > Integer.SIZE - 2) {
                return Optional.empty();
            }
            count = Math.max(count, ranges.get(i).count().intValueExact());
        }
        int widest = ports.stream()
                .mapToInt(port -> port.value().shape().size())
                .max()
                .orElse(1);
        List<Integer> sources =
                host.outputs().stream().map(port -> source(host, port)).toList();
        if (count > MOST_INTEGERS || (long) count * widest > MOST_NUMBERS || sources.contains(-1)) {
            return Optional.empty();
        }
        List<Stack> stacks = new ArrayList<>();
        for (int i = 0; i < ports.size(); i++) {
            stacks.add(everyInteger(ports.get(i), ranges.get(i), count));
        }
        List<Result> results = execution.outputs(stacks);
        List<Table> tables = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            IntRange range = ranges.get(sources.get(i));
            tables.add(table(host.outputs().get(i), sources.get(i), range, results.get(i)));
        }
        Table first = tables.getFirst();
        // Of equal doubles the reference takes the larger of the exact numbers.
        return first.isScores() && !first.isOrdered() ? Optional.empty() : Optional.of(new HostTables(tables));
    }

    /// Rows that hold one integer in all places: each of the range, and the greatest again and again.
    private static Stack everyInteger(Graph.Port port, IntRange range, int count) {
        Stack stack = Stack.zeros(port.value().shape(), count);
        int row = stack.row().size();
        for (int i = 0; i < count; i++) {
            long value = Math.min(range.min().longValueExact() + i, range.max().longValueExact());
            Arrays.fill(stack.values(), i * row, (i + 1) * row, value);
        }
        return stack;
    }

    private static Table table(Graph.Port port, int source, IntRange range, Result result) {
        int row = result.row().size();
        List<long[]> numbers = new ArrayList<>();
        for (int i = 0; i < range.count().intValueExact(); i++) {
            long[] places = new long[row];
            for (int place = 0; place < row; place++) {
                double number = result.values()[i * row + place];
                places[place] = result.integral() ? (long) number : Double.doubleToRawLongBits(number);
            }
            numbers.add(places);
        }
        return new Table(port, source, range.min().longValueExact(), row, numbers, result.integral());
    }

    /// {@return the port of the hardware that `output` comes from, place by place; -1 where it is not
    ///     so}
    private static int source(Graph<QuantOp> host, Graph.Port output) {
        var producers = host.producers();
        Value value = output.value();
        while (producers.containsKey(value)) {
            QuantOp op = producers.get(value).op();
            boolean placewise = switch (op) {
                case ApplyAffine _, BipolarQuantize _, Clip _, Relu _, LeakyRelu _, Reshape _ -> true;
                // Of integers that never come one may be refused.
                case Quantize quantize -> quantize.overflow() != Overflow.REFUSE;
                case QuantOp _ -> false;
            };
            if (!placewise) {
                return -1;
            }
            value = op.operands().getFirst();
        }
        return host.inputs().stream().map(Graph.Port::value).toList().indexOf(value);
    }

    /// {@return the model's outputs}
    List<Graph.Port> outputs() {
        return tables.stream().map(Table::port).toList();
    }

    /// {@return what the numbers of output `index` are in a file}
    NpyType type(int index) {
        return tables.get(index).integral() ? NpyType.INT64 : NpyType.FLOAT64;
    }

    /// {@return the hardware's port that output `index` comes from}
    int source(int index) {
        return tables.get(index).from();
    }

    /// {@return how often each class was decided, by rows of integers of the first output; empty where
    ///     there are none}
    long[] decisions(MemorySegment integers, int rows) {
        Table table = tables.getFirst();
        if (!table.isScores() && !table.isClass()) {
            return new long[0];
        }
        long[] counts = new long[table.isClass() ? table.classes() : table.row()];
        for (int row = 0; row < rows; row++) {
            long start = (long) row * table.row();
            int best = 0;
            for (int place = 1; place < table.row(); place++) {
                best = at(integers, start + place) > at(integers, start + best) ? place : best;
            }
            int integer = (int) (at(integers, start) - table.min());
            counts[table.isClass() ? (int) table.numbers().get(integer)[0] : best]++;
        }
        return counts;
    }

    private static long at(MemorySegment integers, long index) {
        return integers.get(ValueLayout.JAVA_LONG, Long.BYTES * index);
    }

    /// Puts the numbers of output `index`, in the form of [#type], in the place of the integers of
    /// `rows` rows.
    void translate(int index, MemorySegment integers, int rows) {
        Table table = tables.get(index);
        long[][] numbers = table.numbers().toArray(long[][]::new);
        int row = table.row();
        for (int i = 0; i < rows; i++) {
            for (int place = 0; place < row; place++) {
                long at = Long.BYTES * ((long) i * row + place);
                int integer = (int) (integers.get(ValueLayout.JAVA_LONG, at) - table.min());
                integers.set(ValueLayout.JAVA_LONG, at, numbers[integer][place]);
            }
        }
    }
}
