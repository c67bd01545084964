package io.goshawk.simulator.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// One `Step` of `rows.h`, field by field: 64-bit words in the order of its declaration.
final class RowRecord {
    /// How many words a step takes.
    static final int WORDS = 46;

    /// What a step does, with its number in `rows_run.h`.
    enum Action {
        DENSE(0),
        SUMS(1),
        RESCALE(2),
        SUM(3),
        EXACT_SUM(4),
        MOVE(5),
        LARGEST(6),
        WINNER(7),
        READ(8),
        WRITE(9),
        CURVE(10),
        SOFTMAX(11),
        NORMALIZE(12),
        BATCH(13),
        EXACT_BATCH(14),
        LOOKUP(15);

        private final int code;

        Action(int code) {
            this.code = code;
        }
    }

    /// Fields and where they begin.
    enum Field {
        ACTION(0),
        IN(1),
        OTHER(7),
        OUT(13),
        ROUNDING(19),
        TWICE(20),
        STAIRS(24),
        MODE(25),
        TAPS(26),
        DEPTH(27),
        GROUPS(28),
        PADDING(29),
        FACTOR(30),
        OTHER_FACTOR(31),
        WEIGHTS(32),
        BIAS(33),
        WINDOW(34),
        OUTLIERS(35),
        PORT(36),
        BYTES(37),
        SIGNED(38),
        INNER(39),
        FORM(40),
        LOW(41),
        HIGH(42),
        ROWS(43),
        COLUMNS(44),
        SATURATES(45);

        private final int word;

        Field(int word) {
            this.word = word;
        }
    }

    private final MemorySegment segment;

    RowRecord(MemorySegment segment, Action action) {
        this.segment = segment;
        set(Field.ACTION, action.code);
    }

    RowRecord set(Field field, long value) {
        return set(field, 0, value);
    }

    RowRecord set(Field field, MemorySegment data) {
        return set(field, 0, data.address());
    }

    RowRecord set(Field field, int index, long value) {
        segment.setAtIndex(ValueLayout.JAVA_LONG, field.word + index, value);
        return this;
    }
}
