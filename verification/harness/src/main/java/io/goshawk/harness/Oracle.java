package io.goshawk.harness;

import java.util.Map;

/// What a design should compute; the interpreter, as the harness sees it.
public interface Oracle {
    /// {@return the outputs for `inputs`, for the ports `outputs` of the design}
    Batch outputs(Batch inputs);

    /// {@return the elements of each value between for one vector, by the value's name such as `%12`}
    ///
    /// @param vector a batch of one vector
    Map<String, long[]> between(Batch vector);
}
