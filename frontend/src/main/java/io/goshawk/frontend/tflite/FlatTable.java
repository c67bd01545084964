package io.goshawk.frontend.tflite;

import com.google.flatbuffers.Table;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// A FlatBuffers table of an untrusted file, its fields by number.
///
/// Every access is checked against the end of the file. Vectors may overlap in a hostile file, so that
/// a small one could
/// describe a huge model: all that is copied out counts against a budget in proportion to the size of the file.
final class FlatTable extends Table {
    private static final int FIRST_FIELD = 4;
    private static final int FIELD_SIZE = 2;
    private static final long COPIES = 64;

    private final AtomicLong budget;

    private FlatTable(int position, ByteBuffer file, AtomicLong budget) {
        this.budget = budget;
        __reset(position, file);
    }

    /// {@return the root table of `file`}
    /// @throws IndexOutOfBoundsException here and in all that follows, where the file ends too early
    static FlatTable root(ByteBuffer file) {
        ByteBuffer little = file.slice().order(ByteOrder.LITTLE_ENDIAN);
        return new FlatTable(little.getInt(0), little, new AtomicLong(COPIES * little.capacity()));
    }

    private int place(int field) {
        int offset = __offset(FIRST_FIELD + FIELD_SIZE * field);
        return offset == 0 ? 0 : offset + bb_pos;
    }

    /// {@return the 32-bit integer in `field`, or `otherwise` where it is left out}
    int integer(int field, int otherwise) {
        int place = place(field);
        return place == 0 ? otherwise : bb.getInt(place);
    }

    /// {@return the signed byte in `field`, or 0}
    int octet(int field) {
        int place = place(field);
        return place == 0 ? 0 : bb.get(place);
    }

    /// {@return the float in `field`, or `otherwise` where it is left out}
    float number(int field, float otherwise) {
        int place = place(field);
        return place == 0 ? otherwise : bb.getFloat(place);
    }

    /// {@return the text in `field`, or none}
    String text(int field) {
        int place = place(field);
        if (place == 0) {
            return "";
        }
        int start = place + bb.getInt(place);
        spend(bb.getInt(start));
        return __string(place);
    }

    /// {@return the table in `field`}
    Optional<FlatTable> table(int field) {
        int place = place(field);
        return place == 0 ? Optional.empty() : Optional.of(new FlatTable(__indirect(place), bb, budget));
    }

    /// {@return the tables in `field`}
    List<FlatTable> tables(int field) {
        Run run = run(field, Integer.BYTES);
        List<FlatTable> tables = new ArrayList<>();
        for (int i = 0; i < run.count; i++) {
            tables.add(new FlatTable(__indirect(run.start + i * Integer.BYTES), bb, budget));
        }
        return tables;
    }

    /// {@return the 32-bit integers in `field`}
    List<Integer> integers(int field) {
        Run run = run(field, Integer.BYTES);
        List<Integer> values = new ArrayList<>();
        for (int i = 0; i < run.count; i++) {
            values.add(bb.getInt(run.start + i * Integer.BYTES));
        }
        return values;
    }

    /// {@return the 64-bit integers in `field`}
    List<Long> longs(int field) {
        Run run = run(field, Long.BYTES);
        List<Long> values = new ArrayList<>();
        for (int i = 0; i < run.count; i++) {
            values.add(bb.getLong(run.start + i * Long.BYTES));
        }
        return values;
    }

    /// {@return the floats in `field`}
    List<Float> numbers(int field) {
        Run run = run(field, Float.BYTES);
        List<Float> values = new ArrayList<>();
        for (int i = 0; i < run.count; i++) {
            values.add(bb.getFloat(run.start + i * Float.BYTES));
        }
        return values;
    }

    /// {@return the bytes in `field`, a view of the file}
    ByteBuffer bytes(int field) {
        Run run = run(field, 1);
        return bb.slice(run.start, run.count).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// Where a vector lies.
    private record Run(int start, int count) {}

    private Run run(int field, int size) {
        int place = place(field);
        if (place == 0) {
            return new Run(0, 0);
        }
        int head = Math.addExact(place, bb.getInt(place));
        int count = bb.getInt(head);
        long end = head + (long) Integer.BYTES + (long) count * size;
        if (count < 0 || end > bb.capacity()) {
            throw new IndexOutOfBoundsException("a vector of " + count + " ends behind the file");
        }
        spend((long) count * size);
        return new Run(head + Integer.BYTES, count);
    }

    private void spend(long bytes) {
        if (bytes < 0 || budget.addAndGet(-bytes) < 0) {
            throw new IndexOutOfBoundsException("the same bytes are used over and over");
        }
    }
}
