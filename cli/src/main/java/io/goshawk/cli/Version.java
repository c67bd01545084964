package io.goshawk.cli;

/// Which Goshawk this is.
final class Version {
    /// The version, as `--version` and `design.json` show it.
    static final String TEXT = "0.1.0";

    private Version() {}
}
