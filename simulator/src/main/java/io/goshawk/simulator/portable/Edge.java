package io.goshawk.simulator.portable;

import io.goshawk.simulator.PortBuffer;
import io.goshawk.simulator.plan.Layout;
import io.goshawk.simulator.plan.Slot;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Moves events between the buffers of ports and the lanes of slots; for one thread.
final class Edge {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;

    private byte[] bytes = new byte[0];
    private short[] shorts = new short[0];
    private float[] rows = new float[0];

    /// Reads `count` events from `start`; lanes behind them keep what they held.
    void read(PortBuffer buffer, int start, int count, Slot slot, Memory memory) {
        int row = buffer.row();
        int lanes = memory.lanes();
        if (memory.array(slot) instanceof float[] singles && buffer.elementBytes() <= Float.BYTES) {
            load(buffer, (long) start * row, row * count);
            turn(singles, slot.layout(), lanes, row, count);
            return;
        }
        for (int element = 0; element < row; element++) {
            int to = slot.layout().place(element) * lanes;
            long from = (long) start * row + element;
            for (int lane = 0; lane < count; lane++) {
                memory.set(slot, to + lane, buffer.getExact(from + (long) lane * row));
            }
        }
    }

    /// Elements as floats, row after row.
    private void load(PortBuffer buffer, long start, int count) {
        if (rows.length < count) {
            rows = new float[count];
            bytes = new byte[count];
            shorts = new short[count];
        }
        MemorySegment segment = buffer.segment();
        boolean signed = buffer.type().signed();
        switch (buffer.elementBytes()) {
            case 1 -> {
                MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, start, bytes, 0, count);
                int mask = signed ? -1 : 0xff;
                for (int i = 0; i < count; i++) {
                    rows[i] = bytes[i] & mask;
                }
            }
            case 2 -> {
                MemorySegment.copy(segment, SHORT, 2 * start, shorts, 0, count);
                int mask = signed ? -1 : 0xffff;
                for (int i = 0; i < count; i++) {
                    rows[i] = shorts[i] & mask;
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    rows[i] = buffer.get(start + i);
                }
            }
        }
    }

    private void turn(float[] singles, Layout layout, int lanes, int row, int count) {
        float[] from = rows;
        for (int element = 0; element < row; element++) {
            int to = layout.place(element) * lanes;
            for (int lane = 0, at = element; lane < count; lane++, at += row) {
                singles[to + lane] = from[at];
            }
        }
    }

    /// Writes `count` events from `start`.
    void write(PortBuffer buffer, int start, int count, Slot slot, Memory memory) {
        int row = buffer.row();
        int lanes = memory.lanes();
        boolean narrow = buffer.elementBytes() == 1 || buffer.elementBytes() == 2;
        if (memory.array(slot) instanceof float[] singles && narrow) {
            write(singles, slot.layout(), lanes, buffer, (long) start * row, count);
            return;
        }
        for (int element = 0; element < row; element++) {
            int from = slot.layout().place(element) * lanes;
            long to = (long) start * row + element;
            if (memory.array(slot) instanceof float[] singles) {
                for (int lane = 0; lane < count; lane++) {
                    buffer.set(to + (long) lane * row, (long) singles[from + lane]);
                }
            } else {
                for (int lane = 0; lane < count; lane++) {
                    buffer.setExact(to + (long) lane * row, memory.get(slot, from + lane));
                }
            }
        }
    }

    private void write(float[] singles, Layout layout, int lanes, PortBuffer buffer, long start, int count) {
        int row = buffer.row();
        if (shorts.length < row * count) {
            rows = new float[row * count];
            bytes = new byte[row * count];
            shorts = new short[row * count];
        }
        boolean one = buffer.elementBytes() == 1;
        for (int element = 0; element < row; element++) {
            int from = layout.place(element) * lanes;
            if (one) {
                for (int lane = 0, at = element; lane < count; lane++, at += row) {
                    bytes[at] = (byte) (int) singles[from + lane];
                }
            } else {
                for (int lane = 0, at = element; lane < count; lane++, at += row) {
                    shorts[at] = (short) (int) singles[from + lane];
                }
            }
        }
        if (one) {
            MemorySegment.copy(bytes, 0, buffer.segment(), ValueLayout.JAVA_BYTE, start, row * count);
        } else {
            MemorySegment.copy(shorts, 0, buffer.segment(), SHORT, 2 * start, row * count);
        }
    }
}
