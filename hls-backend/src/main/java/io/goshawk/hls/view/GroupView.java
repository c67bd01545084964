package io.goshawk.hls.view;

import io.goshawk.codegen.loops.ChannelLoop;
import java.util.List;

/// One group of channels of a requantisation.
///
/// @param says what is done, for a comment
/// @param loop over the elements
/// @param pragma of that loop
/// @param setup lines at the body's begin
/// @param type of what is made of the element `x` first: the sum before the shift, the count of thresholds, the index
/// @param argument that, as written; for thresholds, one of them
/// @param count how many thresholds there are
/// @param value what is stored, made of the argument
public record GroupView(
        String says,
        ChannelLoop loop,
        String pragma,
        List<String> setup,
        String type,
        String argument,
        int count,
        String value) {
    public GroupView {
        setup = List.copyOf(setup);
    }
}
