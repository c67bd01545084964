package io.goshawk.harness;

import java.time.Duration;
import java.util.Map;

/// A tool that runs an emitted design.
public interface Engine {
    /// {@return the tool's name on the command line, such as `verilator`}
    String name();

    /// Compiles the design, unless it was compiled before.
    ///
    /// @throws ToolMissing if a tool is not installed
    /// @throws ToolFailed if a tool refuses the design
    Build build();

    /// {@return the outputs for `inputs`}
    /// @throws ToolMissing if a tool is not installed
    /// @throws ToolFailed if a tool refuses the design, or the run fails
    Batch run(Batch inputs);

    /// {@return the elements of each of the design's layers for one vector, by node}
    /// @throws ToolFailed if a tool refuses the design, or the run fails
    Map<String, long[]> trace(Batch vector);

    /// How a compilation went.
    ///
    /// @param cached whether it had been done before
    /// @param time what it took, of wall time
    record Build(boolean cached, Duration time) {}
}
