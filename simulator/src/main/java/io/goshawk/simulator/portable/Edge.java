package io.goshawk.simulator.portable;

import io.goshawk.simulator.PortBuffer;
import io.goshawk.simulator.plan.Slot;

/// Moves events between the buffers of ports and the lanes of slots.
final class Edge {
    private Edge() {}

    /// Reads `count` events from `start`; lanes behind them keep what they held.
    static void read(PortBuffer buffer, int start, int count, Slot slot, Memory memory) {
        int row = buffer.row();
        int lanes = memory.lanes();
        for (int element = 0; element < row; element++) {
            int to = slot.layout().place(element) * lanes;
            long from = (long) start * row + element;
            if (memory.array(slot) instanceof float[] singles) {
                read(buffer, from, row, singles, to, count);
            } else {
                for (int lane = 0; lane < count; lane++) {
                    memory.set(slot, to + lane, buffer.getExact(from + (long) lane * row));
                }
            }
        }
    }

    private static void read(PortBuffer buffer, long from, int row, float[] singles, int to, int count) {
        for (int lane = 0; lane < count; lane++) {
            singles[to + lane] = buffer.get(from + (long) lane * row);
        }
    }

    /// Writes `count` events from `start`.
    static void write(PortBuffer buffer, int start, int count, Slot slot, Memory memory) {
        int row = buffer.row();
        int lanes = memory.lanes();
        for (int element = 0; element < row; element++) {
            int from = slot.layout().place(element) * lanes;
            long to = (long) start * row + element;
            if (memory.array(slot) instanceof float[] singles) {
                write(singles, from, buffer, to, row, count);
            } else {
                for (int lane = 0; lane < count; lane++) {
                    buffer.setExact(to + (long) lane * row, memory.get(slot, from + lane));
                }
            }
        }
    }

    private static void write(float[] singles, int from, PortBuffer buffer, long to, int row, int count) {
        for (int lane = 0; lane < count; lane++) {
            buffer.set(to + (long) lane * row, (long) singles[from + lane]);
        }
    }
}
