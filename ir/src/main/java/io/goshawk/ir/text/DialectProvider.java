package io.goshawk.ir.text;

import io.goshawk.ir.Op;
import java.util.List;

/// A module with a dialect of its own provides one of these, so that [Parser] finds its operations.
/// The package of the dialect must be exported, or opened to `io.goshawk.ir`.
public interface DialectProvider {
    /// {@return the sealed interfaces at the root of each dialect}
    List<Class<? extends Op>> dialects();
}
