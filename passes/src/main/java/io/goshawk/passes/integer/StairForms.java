package io.goshawk.passes.integer;

import io.goshawk.ir.integer.LongSteps;
import io.goshawk.ir.integer.Staircase;
import io.goshawk.ir.num.LongIntegers;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// What a staircase is as a list: of its values, or of the places where they change.
final class StairForms {
    private StairForms() {}

    /// {@return the value at each integer, of which there are few}
    static List<BigInteger> values(Staircase stairs) {
        if (stairs.inLongs().isPresent()) {
            return values(stairs, stairs.inLongs().get());
        }
        List<BigInteger> values = new ArrayList<>();
        for (int tread = 0; tread < stairs.treads(); tread++) {
            int length = stairs.tread(tread).count().intValueExact();
            values.addAll(Collections.nCopies(length, stairs.valueOf(tread)));
        }
        return values;
    }

    private static List<BigInteger> values(Staircase stairs, LongSteps steps) {
        long[] values = new long[stairs.interval().count().intValueExact()];
        Arrays.fill(values, stairs.valueAtMin().longValueExact());
        long min = stairs.interval().min().longValueExact();
        for (int i = 0; i < steps.size(); i++) {
            long end = i < steps.size() - 1 ? steps.place(i + 1) - min : values.length;
            Arrays.fill(values, (int) (steps.place(i) - min), (int) end, steps.value(i));
        }
        return LongIntegers.of(values);
    }

    /// {@return where the value changes: as often as by how much}
    ///
    /// @param stairs rising or falling, over few levels
    static List<BigInteger> places(Staircase stairs) {
        if (stairs.inLongs().isPresent()) {
            return places(stairs, stairs.inLongs().get());
        }
        List<BigInteger> places = new ArrayList<>();
        BigInteger level = stairs.valueAtMin();
        for (Staircase.Step step : stairs.steps()) {
            int height = step.value().subtract(level).abs().intValueExact();
            places.addAll(Collections.nCopies(height, step.first()));
            level = step.value();
        }
        return places;
    }

    private static List<BigInteger> places(Staircase stairs, LongSteps steps) {
        BigInteger levels = stairs.valueAtMax().subtract(stairs.valueAtMin()).abs();
        long[] places = new long[levels.intValueExact()];
        long first = stairs.valueAtMin().longValueExact();
        int count = 0;
        for (int i = 0; i < steps.size(); i++) {
            int reached = (int) Math.abs(steps.value(i) - first);
            Arrays.fill(places, count, reached, steps.place(i));
            count = reached;
        }
        return LongIntegers.of(places);
    }
}
