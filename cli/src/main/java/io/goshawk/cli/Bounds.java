package io.goshawk.cli;

import io.goshawk.harness.npy.NpyArray;
import io.goshawk.ir.Affine;
import io.goshawk.ir.Location;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Overflow;
import io.goshawk.ir.tensor.IntTensor;
import java.math.BigInteger;
import java.util.Optional;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/// Keeps the integers for a port within what the port takes; remembers the first that it has to refuse.
final class Bounds {
    private final IntRange range;
    private final Overflow overflow;
    private final Samples samples;
    private final Optional<Affine> meaning;
    private final LongAdder clipped = new LongAdder();
    private final LongAccumulator firstRefused = new LongAccumulator(Math::min, Long.MAX_VALUE);

    /// @param samples where the integers come from, for the message
    /// @param meaning how reals became integers, if they were reals
    Bounds(IntRange range, Overflow overflow, Samples samples, Optional<Affine> meaning) {
        this.range = range;
        this.overflow = overflow;
        this.samples = samples;
        this.meaning = meaning;
    }

    /// Writes `codes`, whose rows begin at `from`, to `stack`.
    void store(IntTensor codes, Stack stack, int from) {
        if (range.contains(codes.hull())) {
            stack.set(from, codes);
            return;
        }
        int start = from * stack.row().size();
        for (int i = 0; i < codes.shape().size(); i++) {
            BigInteger code = codes.bigAt(i);
            if (overflow == Overflow.REFUSE && !range.contains(code)) {
                firstRefused.accumulate((long) start + i);
            } else {
                if (!range.contains(code)) {
                    clipped.increment();
                }
                stack.values()[start + i] = overflow.apply(code, range).longValue();
            }
        }
    }

    /// {@return how many integers were outside and given another value}
    long clipped() {
        return clipped.sum();
    }

    /// Stops if an integer was refused.
    /// @throws Refusal (GHK-8003) naming its row and column
    void report() {
        long first = firstRefused.get();
        if (first == Long.MAX_VALUE) {
            return;
        }
        String value = switch (samples.array()) {
            case NpyArray.Reals reals -> String.valueOf(reals.values()[(int) first]);
            case NpyArray.Integers integers -> String.valueOf(integers.values()[(int) first]);
        };
        String taken = meaning.filter(map -> map.axis() < 0)
                .map(map -> "[" + real(map, range.min()) + ", " + real(map, range.max()) + "]")
                .orElse("the integers " + range);
        throw new Refusal(Diagnostic.of(
                        Code.BAD_DATA,
                        new Location.Whole(samples.source()),
                        samples.place(first) + " holds " + value + ", and the input takes " + taken)
                .note("rows and columns are counted from 0")
                .hint("--saturate takes the nearest value instead, --wrap the low bits; "
                        + "or compile with a wider --input-type"));
    }

    private static String real(Affine map, BigInteger code) {
        return String.valueOf(map.apply(Dyadic.of(code), 0).toDouble());
    }
}
