package io.goshawk.harness;

/// A tool that was asked for is not installed. The command line turns it into exit code 4.
public final class ToolMissing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String tool;
    private final String source;

    /// @param tool what is missing, such as `verilator`
    /// @param source how to get it, such as `Debian's package verilator`
    public ToolMissing(String tool, String source) {
        super(tool + " is not installed; to get it: " + source);
        this.tool = tool;
        this.source = source;
    }

    public String tool() {
        return tool;
    }

    public String source() {
        return source;
    }
}
