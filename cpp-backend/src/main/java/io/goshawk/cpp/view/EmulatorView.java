package io.goshawk.cpp.view;

import java.util.List;

/// The library around a design: its interface in C, and what C++ and Python make of that.
///
/// @param name the design's namespace and the prefix of every function
/// @param guard the include guard of the header
/// @param inputSizes, outputSizes, inputNames, outputNames as initialisers
/// @param arguments of the design's `predict`
/// @param doubles whether the library quantises
/// @param hostAfter what else the reader of real numbers must know
public record EmulatorView(
        String name,
        String guard,
        List<Input> inputs,
        List<Output> outputs,
        String inputSizes,
        String outputSizes,
        String inputNames,
        String outputNames,
        String arguments,
        boolean doubles,
        String hostAfter) {
    public EmulatorView {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    public int inputCount() {
        return inputs.size();
    }

    public int outputCount() {
        return outputs.size();
    }

    /// @param name the C identifier
    /// @param label the graph's name
    /// @param low, high the integers that the design is right for, as literals
    /// @param lowCode, highCode those that the quantiser makes
    /// @param half half a step of the quantiser, as a literal
    /// @param twiceOffset twice its offset in steps, as a literal
    /// @param boundary twice the place, in steps, from which on `level` is reached
    /// @param included whether it is reached there
    public record Input(
            String name,
            String label,
            int size,
            String low,
            String high,
            String meaning,
            String says,
            String lowCode,
            String highCode,
            String half,
            String twiceOffset,
            String boundary,
            String included) {}

    /// @param scales, offsets one for each channel, as initialisers
    /// @param stride how many elements lie between two channels
    public record Output(
            String name,
            String label,
            int size,
            String meaning,
            String scales,
            String offsets,
            int stride,
            int channels) {}
}
