package io.goshawk.rtl.view;

import java.util.List;

/// A layer in the top module.
///
/// @param module the layer's module
/// @param instance the name of the instance
/// @param origin the user's node
/// @param clocked whether it takes the clock
/// @param inputs what it reads
/// @param output what it drives: declared here
public record InstanceView(
        String module, String instance, String origin, boolean clocked, List<VectorView> inputs, VectorView output) {}
