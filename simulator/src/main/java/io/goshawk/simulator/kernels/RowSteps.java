package io.goshawk.simulator.kernels;

import io.goshawk.ir.integer.BatchMatMul;
import io.goshawk.ir.integer.Curve;
import io.goshawk.ir.integer.Gather;
import io.goshawk.ir.integer.Normalize;
import io.goshawk.ir.integer.Softmax;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.simulator.kernels.RowRecord.Action;
import io.goshawk.simulator.kernels.RowRecord.Field;
import io.goshawk.simulator.plan.IntTable;
import io.goshawk.simulator.plan.Kernel;
import io.goshawk.simulator.plan.Slot;
import io.goshawk.simulator.plan.Step;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.Optional;

/// Writes the record of each step of a plan.
final class RowSteps {
    /// Terms and sums of so many bits are exact in doubles.
    private static final int DOUBLE_BITS = 51;
    private static final int LONG_BITS = 62;
    private static final IntRange WORD = IntRange.of(Integer.MIN_VALUE, Integer.MAX_VALUE);
    private static final IntRange HALF = IntRange.of(Short.MIN_VALUE, Short.MAX_VALUE);

    private final RowProgram program;
    private final Data data;
    private final RowForms forms;

    RowSteps(RowProgram program, Data data) {
        this.program = program;
        this.data = data;
        this.forms = new RowForms(data);
    }

    /// {@return whether there is a kernel for `step`}
    boolean add(Step step) {
        return switch (step) {
            case Step.Product product -> product(product);
            case Step.Rescale rescale ->
                rounded(
                        record(Action.RESCALE, rescale.in(), rescale.out()),
                        Optional.of(rescale),
                        rescale.out().layout().channels());
            case Step.Sum sum -> sum(sum);
            case Step.Largest largest -> {
                record(Action.LARGEST, largest.in(), largest.out())
                        .set(Field.TAPS, largest.taps())
                        .set(Field.WINDOW, data.words(largest.window().values()));
                yield true;
            }
            case Step.Move move -> move(move);
            case Step.Winner winner -> {
                record(Action.WINNER, winner.in(), winner.out());
                yield true;
            }
            case Step.Known known -> {
                program.known(known.out(), program.stored(known.out()).store(placed(known), data));
                yield true;
            }
            case Step.Lookup lookup -> lookup(lookup);
            case Step.Batch batch -> batch(batch);
            case Step.Transform transform -> transform(transform);
            case Step.Interpreted _ -> false;
        };
    }

    private RowRecord record(Action action, Slot in, Slot out) {
        return program.slot(program.slot(program.record(action), Field.IN, in), Field.OUT, out);
    }

    /// {@return the elements in the order of the slot's places}
    private static IntTensor placed(Step.Known known) {
        int size = known.data().shape().size();
        int[] from = new int[size];
        for (int element = 0; element < size; element++) {
            from[known.out().layout().place(element)] = element;
        }
        return known.data().gather(known.data().shape(), from);
    }

    /// {@return whether there is a kernel for what follows a step, if anything does}
    private boolean rounded(RowRecord record, Optional<Step.Rescale> then, int channels) {
        if (then.isEmpty()) {
            return true;
        }
        Optional<RowRounding> rounding = RowRounding.of(then.get().channels());
        RowSlot out = program.stored(then.get().out());
        rounding.ifPresent(found -> {
            found.into(record, channels, data);
            record.set(Field.SATURATES, found.saturates(out, then.get().in().range()) ? 1 : 0);
        });
        return rounding.isPresent();
    }

    private boolean product(Step.Product step) {
        RowSlot in = program.stored(step.in());
        Kernel kernel = step.kernel();
        boolean dense = isPlain(step)
                && in.kind() <= RowSlot.HALVES
                && WORD.contains(step.sums().range())
                && RowWeights.fit(kernel)
                && !program.isKnown(step.in());
        return dense ? dense(step, in) : sums(step);
    }

    /// {@return whether each output pixel is made of the input pixel in its place}
    private static boolean isPlain(Step.Product step) {
        if (step.kernel().taps() != 1
                || step.kernel().groups() != 1
                || step.in().layout().channels() != step.kernel().depth()
                || step.in().layout().pixels() != step.out().layout().pixels()) {
            return false;
        }
        for (int pixel = 0; pixel < step.window().length(); pixel++) {
            if (step.window().at(pixel) != pixel) {
                return false;
            }
        }
        return true;
    }

    private boolean dense(Step.Product step, RowSlot in) {
        KernelLibrary library = program.library();
        Kernel kernel = step.kernel();
        long largest = step.in().range().max().longValueExact() - in.base();
        RowWeights weights = new RowWeights(step, in, largest, library.isa(), library.lanes());
        RowRecord record = record(Action.DENSE, step.in(), step.out())
                .set(Field.MODE, weights.mode().code())
                .set(Field.DEPTH, kernel.depth())
                .set(Field.WEIGHTS, data.words(weights.panels()));
        if (in.base() != 0) {
            record.set(Field.BIAS, data.longs(RowWeights.bias(kernel, in.base())));
        }
        int[] outliers = weights.outliers();
        if (outliers.length > 0) {
            record.set(Field.OUTLIERS, data.words(outliers));
        }
        program.scratch(4L * kernel.depth() * Short.BYTES);
        return rounded(record, step.then(), kernel.outputs());
    }

    private boolean sums(Step.Product step) {
        Kernel kernel = step.kernel();
        BigInteger weight = magnitude(
                kernel.order() == Kernel.Order.ONES
                        ? IntRange.only(BigInteger.ONE)
                        : kernel.data().hull());
        BigInteger input = magnitude(step.in().range()).max(step.padding().abs());
        if (weight.multiply(input).multiply(BigInteger.valueOf(kernel.length())).bitLength() > LONG_BITS) {
            return false;
        }
        RowRecord record = record(Action.SUMS, step.in(), step.out())
                .set(Field.TAPS, kernel.taps())
                .set(Field.DEPTH, kernel.depth())
                .set(Field.GROUPS, kernel.groups())
                .set(Field.PADDING, step.padding().longValueExact())
                .set(Field.WEIGHTS, data.longs(RowWeights.plain(kernel)))
                .set(Field.WINDOW, data.words(step.window().values()));
        return rounded(record, step.then(), kernel.outputs());
    }

    private static BigInteger magnitude(IntRange range) {
        return range.min().abs().max(range.max().abs());
    }

    private boolean sum(Step.Sum step) {
        BigInteger most = magnitude(step.left().range())
                .multiply(step.leftFactor().abs())
                .add(magnitude(step.right().range()).multiply(step.rightFactor().abs()));
        int bits = Math.max(
                most.bitLength(),
                Math.max(step.leftFactor().bitLength(), step.rightFactor().bitLength()));
        if (bits > LONG_BITS) {
            return false;
        }
        RowRecord record = record(bits <= DOUBLE_BITS ? Action.SUM : Action.EXACT_SUM, step.left(), step.out())
                .set(Field.FACTOR, step.leftFactor().longValueExact())
                .set(Field.OTHER_FACTOR, step.rightFactor().longValueExact());
        program.slot(record, Field.OTHER, step.right());
        return rounded(record, step.then(), step.out().layout().channels());
    }

    private boolean move(Step.Move step) {
        IntTable from = step.from();
        int run = from.run();
        int[] pieces = new int[from.length() / run];
        for (int i = 0; i < pieces.length; i++) {
            pieces[i] = from.at(i * run);
        }
        RowSlot out = program.stored(step.out());
        boolean alike = step.in().stream().allMatch(slot -> program.stored(slot).equals(out));
        RowRecord record = record(Action.MOVE, step.in().getFirst(), step.out())
                .set(Field.WINDOW, data.words(pieces))
                .set(Field.COLUMNS, run)
                .set(Field.FACTOR, alike ? 1 : 0);
        program.slot(record, Field.OTHER, step.in().getLast());
        return true;
    }

    private boolean lookup(Step.Lookup step) {
        RowRecord record = record(Action.LOOKUP, step.in(), step.out())
                .set(Field.COLUMNS, step.table().shape().last());
        MemorySegment table = program.stored(step.out()).store(step.table(), data);
        record.set(Field.OTHER, 5, table.address());
        return true;
    }

    private boolean transform(Step.Transform step) {
        Slot in = step.in().getFirst();
        RowSlot from = program.stored(in);
        RowSlot to = program.stored(step.out());
        return switch (step.op()) {
            case Curve curve
            when RowForms.takes(curve) -> {
                forms.curve(record(Action.CURVE, in, step.out()), curve, in.range(), from, to);
                yield true;
            }
            case Softmax softmax
            when RowForms.takes(softmax, in) -> {
                forms.softmax(record(Action.SOFTMAX, in, step.out()), softmax, in);
                program.scratch(2L * Long.BYTES * softmax.input().shape().last());
                yield true;
            }
            case Normalize normalize
            when RowForms.takes(normalize) -> {
                forms.normalize(record(Action.NORMALIZE, in, step.out()), normalize, from, to);
                program.scratch(Long.BYTES * (long) normalize.input().shape().last());
                yield true;
            }
            case BatchMatMul _, Curve _, Softmax _, Normalize _, Gather _ -> false;
        };
    }

    private boolean batch(Step.Batch step) {
        BatchMatMul op = step.op();
        Slot left = step.left();
        Slot right = step.right();
        int rows = op.left().shape().extent(-2);
        int depth = op.left().shape().last();
        int columns = op.right().shape().last();
        int matrices = op.resultType().shape().size() / (rows * columns);
        IntRange x = left.range().plus(IntRange.only(op.leftZero().negate()));
        IntRange y = right.range().plus(IntRange.only(op.rightZero().negate()));
        BigInteger most = magnitude(x).multiply(magnitude(y)).multiply(BigInteger.valueOf(depth));
        boolean halves = HALF.contains(x)
                && HALF.contains(y)
                && WORD.contains(step.sums().range());
        if (most.bitLength() > LONG_BITS
                || op.leftZero().bitLength() > LONG_BITS
                || op.rightZero().bitLength() > LONG_BITS) {
            return false;
        }
        long[] view = {
            matrices,
            0,
            0,
            matrices,
            0,
            (long) rows * depth,
            depth,
            matrices,
            0,
            (long) depth * columns,
            columns,
            0,
            matrices,
            0,
            (long) rows * columns,
            columns
        };
        // In front, the number of matrices; then a view of each tensor: see `row_products.h`.
        long[] numbers = new long[16];
        numbers[0] = matrices;
        System.arraycopy(view, 3, numbers, 3, view.length - 3);
        RowRecord record = record(halves ? Action.BATCH : Action.EXACT_BATCH, left, step.out())
                .set(Field.ROWS, rows)
                .set(Field.COLUMNS, columns)
                .set(Field.DEPTH, depth)
                .set(Field.FACTOR, op.leftZero().longValueExact())
                .set(Field.OTHER_FACTOR, op.rightZero().longValueExact())
                .set(Field.FORM, data.longs(numbers));
        program.slot(record, Field.OTHER, right);
        long panels = (columns + 2L * program.library().lanes() - 1)
                / (2L * program.library().lanes());
        long even = (depth + 1L) / 2 * 2;
        program.scratch(Short.BYTES * (panels * even * 2 * program.library().lanes() + rows * even));
        return rounded(record, step.then(), columns);
    }
}
