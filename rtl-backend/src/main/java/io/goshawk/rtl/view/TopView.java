package io.goshawk.rtl.view;

import java.util.List;

/// The top module.
///
/// @param module its name
/// @param about lines of the head comment
/// @param ports declarations of the data ports, one a line
/// @param reset whether there is a reset port
/// @param sensitivity what the valid pipeline waits for, such as `posedge clk`
/// @param latency cycles from input to output
/// @param validMsb index of the valid pipeline's top bit
/// @param pipelined whether there is a register at all
/// @param validNext what the valid pipeline takes up at a clock edge
/// @param vectors element ports gathered into vectors, ending in a line feed where not empty
/// @param body what brings the outputs to one cycle, and the outputs
public record TopView(
        String module,
        List<String> about,
        List<String> ports,
        boolean reset,
        String sensitivity,
        int latency,
        int validMsb,
        boolean pipelined,
        String validNext,
        String vectors,
        List<InstanceView> layers,
        String body) {}
