package io.goshawk.simulator.portable;

/// A step made ready for one engine.
@FunctionalInterface
interface Task {
    /// Does the step for every lane.
    void run(Memory memory);
}
