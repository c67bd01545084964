package io.goshawk.ir.diag;

/// Every diagnostic Goshawk can give. Numbers are never reused; each has a page `docs/diagnostics/GHK-nnnn.md`.
///
/// 1xxx import, 2xxx quantisation, 3xxx integer, 4xxx flow, 5xxx HLS and RTL, 6xxx Gemmini, 7xxx CUDA,
/// 8xxx command line and data, 9xxx internal.
public enum Code {
    /// The file is empty, truncated or no ONNX model at all.
    NOT_A_MODEL(1001),
    /// An operator without a meaning here.
    UNSUPPORTED_OPERATOR(1003),
    /// An operator is known, but not in this form.
    UNSUPPORTED_FEATURE(1004),
    /// The graph feeds itself.
    CYCLIC_GRAPH(1005),
    /// Two values or nodes share one name.
    DUPLICATE_NAME(1006),
    /// A node reads a value that nothing produces.
    MISSING_VALUE(1007),
    /// A tensor's shape is negative, symbolic or does not fit its data.
    BAD_SHAPE(1008),
    /// Shapes of operands do not go together.
    SHAPE_MISMATCH(1009),
    /// An attribute is missing, of the wrong kind or out of range.
    BAD_ATTRIBUTE(1010),
    /// The data of a tensor is missing or does not fit its type.
    BAD_TENSOR_DATA(1011),
    /// The file system said no while a model was read.
    UNREADABLE_FILE(1012),
    /// The opset is older or newer than what is understood.
    UNSUPPORTED_OPSET(1013),
    /// The graph has no inputs, no outputs or nothing in between.
    EMPTY_GRAPH(1014),
    /// A node has fewer or more inputs than its operator takes.
    BAD_INPUTS(1015),
    /// The text is no model in ONNX's textual syntax.
    BAD_MODEL_TEXT(1016),
    /// A tensor's data in another file is missing, out of bounds or out of reach.
    BAD_EXTERNAL_DATA(1017),
    /// The model has more parts or elements than can be held.
    MODEL_TOO_LARGE(1018),
    /// A scale is NaN, infinite, zero or negative.
    BAD_SCALE(2001),
    /// A bit width is not an integer from 1 to 64.
    BAD_BIT_WIDTH(2002),
    /// A zero point is not finite, or not usable here.
    BAD_ZERO_POINT(2003),
    /// A graph input reaches integer arithmetic without any quantiser.
    INPUT_WITHOUT_TYPE(2004),
    /// An `--input-type` names no input, or does not parse.
    BAD_INPUT_TYPE(2005),
    /// A weight is not quantised.
    UNQUANTISED_WEIGHT(2006),
    /// A product of two values that are not both quantised.
    UNQUANTISED_OPERAND(2007),
    /// Two roots meet in one number, for which there is no exact form.
    NO_EXACT_FORM(2008),
    /// An accumulator cannot hold what may reach it.
    ACCUMULATOR_TOO_NARROW(3002),
    /// A requantisation has no certificate that holds.
    CERTIFICATE_FAILS(3003),
    /// The operation has no integer form.
    NO_INTEGER_FORM(3004),
    /// The graph breaks a rule of the IR.
    MALFORMED_GRAPH(3005),
    /// The text is no Goshawk graph.
    SYNTAX_ERROR(3006),
    /// A type written in the text differs from the computed one.
    TYPE_MISMATCH(3007),
    /// The design is too large for this target.
    DESIGN_TOO_LARGE(5001),
    /// The clock cannot be met, even with a register behind every operation.
    CLOCK_TOO_FAST(5002),
    /// A width that the target's language cannot express.
    WIDTH_NOT_EXPRESSIBLE(5003),
    /// Something this build does not have yet.
    NOT_AVAILABLE(8001),
    /// The output folder cannot be made.
    OUTPUT_NOT_WRITABLE(8002),
    /// Input data does not fit the model.
    BAD_DATA(8003),
    /// A folder is no design of Goshawk's.
    NOT_A_DESIGN(8004),
    /// An option's value is not understood.
    BAD_OPTION(8005),
    /// A part of a network has no form in the format that was asked for.
    NOT_EXPORTABLE(8006),
    /// Something was assumed, repaired or left to the host.
    ASSUMED(8900, Severity.REMARK),
    /// An invariant of Goshawk's own is broken: our bug.
    INTERNAL(9001);

    private final int number;
    private final Severity severity;

    Code(int number) {
        this(number, Severity.ERROR);
    }

    Code(int number, Severity severity) {
        this.number = number;
        this.severity = severity;
    }

    public int number() {
        return number;
    }

    public Severity severity() {
        return severity;
    }

    /// {@return the name users see, such as `GHK-1003`}
    public String label() {
        return "GHK-" + number;
    }
}
