package io.goshawk.hls;

import io.goshawk.codegen.TargetSettings.ResetStyle;

/// What can be chosen about an HLS project.
///
/// @param top the top function and the stem of the files: a C++ identifier and no word of the language
/// @param part what Vitis HLS synthesises for (`set_part`)
/// @param clockNanos the clock period in ns (`create_clock`)
/// @param reset which registers Vitis HLS resets (`config_rtl -reset`)
/// @param parallelMacs a design whose every layer has at most this many multiplications takes a vector each clock
/// cycle, all of it in parallel; otherwise each layer takes a clock cycle for each of its inputs
public record HlsOptions(String top, String part, double clockNanos, ResetStyle reset, long parallelMacs) {
    /// A Virtex UltraScale+ that is common in trigger systems.
    public static final String DEFAULT_PART = "xcvu9p-flga2104-2-e";

    /// As in a jet tagger's layer of 64 by 64; Vitis HLS takes minutes for that, and hours for much more.
    public static final long DEFAULT_PARALLEL_MACS = 4096;
}
