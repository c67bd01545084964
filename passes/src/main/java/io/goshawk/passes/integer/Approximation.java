package io.goshawk.passes.integer;

import io.goshawk.ir.Location;
import java.util.Optional;

/// A place where the user chose another meaning than the model's, and what that changes.
///
/// @param name of the other meaning, as it was asked for
/// @param mismatch over the intervals of all channels; nothing where they have too many steps to count
///     on
public record Approximation(Location at, String name, Optional<Mismatch> mismatch) {}
