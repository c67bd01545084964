package io.goshawk.rtl.view;

import java.util.List;

/// The module of one layer.
///
/// @param module its name
/// @param origin the user's node
/// @param value the tensor it computes, such as `%12`
/// @param tensor that tensor's type, such as `1x64xi12`
/// @param clocked whether there are registers
/// @param msb index of the output vector's top bit
/// @param body every statement, ending in a line feed
public record LayerView(
        String module,
        String origin,
        String value,
        String tensor,
        boolean clocked,
        List<VectorView> inputs,
        int msb,
        String body) {}
