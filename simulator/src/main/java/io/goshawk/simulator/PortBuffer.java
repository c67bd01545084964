package io.goshawk.simulator;

import io.goshawk.ir.Graph;
import io.goshawk.ir.IntType;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.tensor.IntTensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;

/// The integers of one port for many events, event after event, each row-major, in the narrowest of 1,
/// 2, 4 or 8 bytes that holds the port's type; wider ones as exact integers.
public final class PortBuffer {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    private static final int BLOCK = 1 << 10;

    private final IntType type;
    private final int row;
    private final int rows;
    private final int bytes;
    private final MemorySegment segment;
    private final BigInteger[] wide;

    private PortBuffer(IntType type, int row, int rows) {
        this.type = type;
        this.row = row;
        this.rows = rows;
        this.bytes = bytes(type);
        long count = (long) row * rows;
        this.segment =
                bytes == 0 ? MemorySegment.NULL : Arena.ofAuto().allocate(Math.max(1, count * bytes), Long.BYTES);
        this.wide = new BigInteger[bytes == 0 ? Math.toIntExact(count) : 0];
        java.util.Arrays.fill(wide, BigInteger.ZERO);
    }

    /// {@return room for `rows` events at `port`, all zero}
    public static PortBuffer of(Graph.Port port, int rows) {
        return new PortBuffer(
                port.value().type().intElement(), port.value().shape().size(), rows);
    }

    /// {@return how many bytes an element of `type` takes; 0 where 8 are too few}
    static int bytes(IntType type) {
        int bits = type.bits();
        if (bits > Long.SIZE || (bits == Long.SIZE && !type.signed())) {
            return 0;
        }
        return bits <= 8 ? 1 : bits <= 16 ? 2 : bits <= 32 ? 4 : 8;
    }

    public IntType type() {
        return type;
    }

    /// {@return how many elements an event has}
    public int row() {
        return row;
    }

    /// {@return how many events there are}
    public int rows() {
        return rows;
    }

    /// {@return how many bytes an element takes; 0 for exact integers}
    public int elementBytes() {
        return bytes;
    }

    /// {@return whether elements fit 8 bytes}
    public boolean fitsLong() {
        return bytes != 0;
    }

    /// {@return the bytes of the elements, in the machine's order; empty for exact integers}
    public MemorySegment segment() {
        return segment;
    }

    /// Takes all elements of all events from a stretch of memory, in the machine's order.
    ///
    /// @param stored as many elements as this buffer has; it may be [#segment] itself
    /// @param width how many bytes each takes there: 1, 2, 4 or 8
    /// @return whether all lie within the port's type; where not, what this buffer holds is not said
    public boolean take(MemorySegment stored, int width, boolean signed) {
        long low = type.range().min().longValueExact();
        long high = type.range().max().longValueExact();
        IntRange storable = (signed ? IntType.s(8 * width) : IntType.u(8 * width)).range();
        boolean checked = type.range().contains(storable);
        boolean moved = width != bytes;
        if (checked && !moved) {
            if (stored.address() != segment.address()) {
                segment.copyFrom(stored);
            }
            return true;
        }
        long[] block = new long[BLOCK];
        long count = (long) row * rows;
        for (long start = 0; start < count; start += BLOCK) {
            int here = (int) Math.min(BLOCK, count - start);
            Widths.load(stored, width, signed, start, block, here);
            if (!checked && !Widths.within(block, here, low, high)) {
                return false;
            }
            Widths.store(block, segment, bytes, start, here);
        }
        return true;
    }

    /// Gives all elements of all events as integers of 8 bytes, in the machine's order.
    public void give(MemorySegment into) {
        long[] block = new long[BLOCK];
        long count = (long) row * rows;
        for (long start = 0; start < count; start += BLOCK) {
            int here = (int) Math.min(BLOCK, count - start);
            Widths.load(segment, bytes, type.signed(), start, block, here);
            Widths.store(block, into, Long.BYTES, start, here);
        }
    }

    /// {@return element `index` of all events}
    /// @throws ArithmeticException if it does not fit
    public long get(long index) {
        return switch (bytes) {
            case 1 -> {
                byte stored = segment.get(ValueLayout.JAVA_BYTE, index);
                yield type.signed() ? stored : stored & 0xffL;
            }
            case 2 -> {
                short stored = segment.get(SHORT, 2 * index);
                yield type.signed() ? stored : stored & 0xffffL;
            }
            case 4 -> {
                int stored = segment.get(INT, 4 * index);
                yield type.signed() ? stored : stored & 0xffffffffL;
            }
            case 8 -> segment.get(LONG, 8 * index);
            default -> wide[(int) index].longValueExact();
        };
    }

    /// Writes element `index` of all events, which lies within the type.
    public void set(long index, long value) {
        switch (bytes) {
            case 1 -> segment.set(ValueLayout.JAVA_BYTE, index, (byte) value);
            case 2 -> segment.set(SHORT, 2 * index, (short) value);
            case 4 -> segment.set(INT, 4 * index, (int) value);
            case 8 -> segment.set(LONG, 8 * index, value);
            default -> wide[(int) index] = BigInteger.valueOf(value);
        }
    }

    /// {@return element `index` of all events, whatever its width}
    public BigInteger getExact(long index) {
        return bytes == 0 ? wide[(int) index] : BigInteger.valueOf(get(index));
    }

    /// Writes element `index` of all events, whatever its width.
    public void setExact(long index, BigInteger value) {
        if (bytes == 0) {
            wide[(int) index] = value;
        } else {
            set(index, value.longValueExact());
        }
    }

    /// Writes event `event`.
    /// @throws IllegalArgumentException if `tensor` has other elements than the port takes
    public void set(int event, IntTensor tensor) {
        IntRange range = type.range();
        if (tensor.shape().size() != row || !range.contains(tensor.hull())) {
            throw new IllegalArgumentException(tensor + " is no row of " + row + " elements of type " + type);
        }
        long start = (long) event * row;
        for (int i = 0; i < row; i++) {
            setExact(start + i, tensor.bigAt(i));
        }
    }

    /// {@return event `event` as a tensor of `shape`}
    public IntTensor get(int event, io.goshawk.ir.Shape shape) {
        long start = (long) event * row;
        if (bytes != 0) {
            return IntTensor.of(shape, i -> get(start + i));
        }
        return IntTensor.of(shape, java.util.Arrays.asList(wide).subList((int) start, (int) start + row));
    }
}
