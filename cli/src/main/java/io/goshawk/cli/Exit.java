package io.goshawk.cli;

/// The exit codes that every command keeps to.
final class Exit {
    /// Done.
    static final int DONE = 0;
    /// The input was refused; diagnostics say why.
    static final int REFUSED = 1;
    /// Wrong usage, or something this build does not have.
    static final int USAGE = 2;
    /// `verify` found a difference.
    static final int DIFFERENT = 3;
    /// A tool that was asked for is missing.
    static final int TOOL_MISSING = 4;
    /// A bug in Goshawk; a reproducer was written.
    static final int BUG = 70;

    private Exit() {}
}
