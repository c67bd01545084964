package io.goshawk.simulator.kernels;

import io.goshawk.simulator.plan.Slot;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// One `Step` of `kernels.cpp`, field by field: 64-bit words in the order of its declaration.
final class StepRecord {
    /// How many words a step takes.
    static final int WORDS = 45;

    /// What a step does; in the order of `kernels.cpp`.
    enum Action {
        PRODUCT,
        GROUPED,
        ELEMENTWISE,
        LARGEST,
        MOVE,
        WINNER,
        READ,
        WRITE
    }

    /// How results become integers; in the order of `kernels.cpp`.
    enum RoundingMode {
        NONE,
        SINGLE,
        DOUBLE,
        TREADS
    }

    /// Fields and where they begin.
    enum Field {
        ACTION(0),
        IN(1),
        OTHER(7),
        OUT(13),
        TAPS(19),
        DEPTH(20),
        GROUPS(21),
        BLOCKS(22),
        WEIGHTS(23),
        WINDOW(24),
        BIAS(25),
        PADDING(26),
        ROUNDING(27),
        SINGLE(28),
        TWICE(32),
        TREADS(36),
        WIDE(37),
        FACTOR(38),
        OTHER_FACTOR(39),
        PORT(40),
        BYTES(41),
        SIGNED(42),
        INNER(43),
        ROW(44);

        private final int word;

        Field(int word) {
            this.word = word;
        }
    }

    private final MemorySegment segment;

    StepRecord(MemorySegment segment, Action action) {
        this.segment = segment;
        set(Field.ACTION, code(action));
    }

    /// The codes of the constants are their places, which the C++ side repeats.
    static long code(Enum<?> constant) {
        return java.util.Arrays.asList(constant.getDeclaringClass().getEnumConstants())
                .indexOf(constant);
    }

    StepRecord set(Field field, long value) {
        return set(field, 0, value);
    }

    StepRecord set(Field field, MemorySegment data) {
        return set(field, 0, data.address());
    }

    StepRecord set(Field field, RoundingMode mode) {
        return set(field, 0, code(mode));
    }

    StepRecord set(Field field, int index, long value) {
        segment.setAtIndex(ValueLayout.JAVA_LONG, field.word + index, value);
        return this;
    }

    StepRecord set(Field field, Slot slot, long offset, Kinds.Stored stored) {
        set(field, 0, offset);
        set(field, 1, code(stored.kind()));
        set(field, 2, stored.base());
        set(field, 3, slot.layout().pixels());
        set(field, 4, slot.layout().channels());
        return set(field, 5, stored.kind().words(slot.layout().channels()));
    }
}
