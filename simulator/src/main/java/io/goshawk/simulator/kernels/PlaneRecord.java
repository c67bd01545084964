package io.goshawk.simulator.kernels;

import io.goshawk.simulator.kernels.StepRecord.Action;
import io.goshawk.simulator.kernels.StepRecord.RoundingMode;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// One `Plane` of `planes.h`: a step, and six words behind it.
final class PlaneRecord {
    /// How many bytes it takes.
    static final long BYTES = (StepRecord.WORDS + 6L) * Long.BYTES;

    private final MemorySegment segment;
    private final StepRecord step;

    PlaneRecord(MemorySegment segment, Action action) {
        this.segment = segment;
        this.step = new StepRecord(segment, action);
    }

    StepRecord step() {
        return step;
    }

    void lists(MemorySegment starts, MemorySegment lists) {
        set(0, starts.address());
        set(1, lists.address());
    }

    void joined(JoinedBytes joined, Data data) {
        RoundingMode mode = joined.single() ? RoundingMode.SINGLE : RoundingMode.DOUBLE;
        double[] numbers = joined.numbers().array();
        set(2, StepRecord.code(mode));
        set(joined.single() ? 3 : 4, (joined.single() ? data.singles(numbers) : data.doubles(numbers)).address());
    }

    /// Sums are rounded to bytes, clamped to 0 and 255 alone.
    void bytes() {
        set(5, 1);
    }

    private void set(int word, long value) {
        segment.setAtIndex(ValueLayout.JAVA_LONG, (long) StepRecord.WORDS + word, value);
    }
}
