package io.goshawk.simulator.portable;

import io.goshawk.simulator.PortBuffer;
import io.goshawk.simulator.plan.Slot;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Moves events between the buffers of ports and the rows of slots; for one thread.
final class Edge {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;

    private byte[] bytes = new byte[0];
    private short[] shorts = new short[0];

    /// Reads `count` events from `start`.
    void read(PortBuffer buffer, int start, int count, Slot slot, Memory memory) {
        int row = buffer.row();
        boolean signed = buffer.type().signed();
        if (!(memory.array(slot) instanceof float[][] singles) || !isNarrow(buffer)) {
            for (int element = 0; element < row; element++) {
                int place = slot.layout().place(element);
                long from = (long) start * row + element;
                for (int lane = 0; lane < count; lane++) {
                    long at = from + (long) lane * row;
                    if (buffer.fitsLong()) {
                        memory.setLong(slot, place, lane, buffer.get(at));
                    } else {
                        memory.set(slot, place, lane, buffer.getExact(at));
                    }
                }
            }
        } else if (buffer.elementBytes() == 1) {
            bytes = bytes.length < row * count ? new byte[row * count] : bytes;
            MemorySegment.copy(buffer.segment(), ValueLayout.JAVA_BYTE, (long) start * row, bytes, 0, row * count);
            for (int element = 0; element < row; element++) {
                turn(
                        bytes,
                        element,
                        row,
                        signed ? -1 : 0xff,
                        singles[slot.layout().place(element)],
                        count);
            }
        } else {
            shorts = shorts.length < row * count ? new short[row * count] : shorts;
            MemorySegment.copy(buffer.segment(), SHORT, 2L * start * row, shorts, 0, row * count);
            for (int element = 0; element < row; element++) {
                turn(
                        shorts,
                        element,
                        row,
                        signed ? -1 : 0xffff,
                        singles[slot.layout().place(element)],
                        count);
            }
        }
    }

    private static boolean isNarrow(PortBuffer buffer) {
        return buffer.elementBytes() == 1 || buffer.elementBytes() == 2;
    }

    private static void turn(byte[] from, int start, int row, int mask, float[] to, int count) {
        for (int lane = 0, at = start; lane < count; lane++, at += row) {
            to[lane] = from[at] & mask;
        }
    }

    private static void turn(short[] from, int start, int row, int mask, float[] to, int count) {
        for (int lane = 0, at = start; lane < count; lane++, at += row) {
            to[lane] = from[at] & mask;
        }
    }

    /// Writes `count` events from `start`.
    void write(PortBuffer buffer, int start, int count, Slot slot, Memory memory) {
        int row = buffer.row();
        if (!(memory.array(slot) instanceof float[][] singles) || !isNarrow(buffer)) {
            for (int element = 0; element < row; element++) {
                int place = slot.layout().place(element);
                long to = (long) start * row + element;
                for (int lane = 0; lane < count; lane++) {
                    long at = to + (long) lane * row;
                    if (buffer.fitsLong()) {
                        buffer.set(at, memory.getLong(slot, place, lane));
                    } else {
                        buffer.setExact(at, memory.get(slot, place, lane));
                    }
                }
            }
        } else if (buffer.elementBytes() == 1) {
            bytes = bytes.length < row * count ? new byte[row * count] : bytes;
            for (int element = 0; element < row; element++) {
                turn(singles[slot.layout().place(element)], bytes, element, row, count);
            }
            MemorySegment.copy(bytes, 0, buffer.segment(), ValueLayout.JAVA_BYTE, (long) start * row, row * count);
        } else {
            shorts = shorts.length < row * count ? new short[row * count] : shorts;
            for (int element = 0; element < row; element++) {
                turn(singles[slot.layout().place(element)], shorts, element, row, count);
            }
            MemorySegment.copy(shorts, 0, buffer.segment(), SHORT, 2L * start * row, row * count);
        }
    }

    private static void turn(float[] from, byte[] to, int start, int row, int count) {
        for (int lane = 0, at = start; lane < count; lane++, at += row) {
            to[at] = (byte) (int) from[lane];
        }
    }

    private static void turn(float[] from, short[] to, int start, int row, int count) {
        for (int lane = 0, at = start; lane < count; lane++, at += row) {
            to[at] = (short) (int) from[lane];
        }
    }
}
