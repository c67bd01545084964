package io.goshawk.cpp.view;

import io.goshawk.codegen.loops.ChannelLoop;
import java.util.List;

/// One group of channels of a requantisation.
///
/// @param says what is done, for a comment
/// @param loop over the elements
/// @param setup lines at the body's begin
/// @param wide the type computed in
/// @param argument what is made of the element `x` first: the sum before the shift, the number of thresholds reached,
/// or the table's index
/// @param result the type of the result
/// @param value what is stored, made of the argument
public record GroupView(
        String says, ChannelLoop loop, List<String> setup, String wide, String argument, String result, String value) {
    public GroupView {
        setup = List.copyOf(setup);
    }
}
