package io.goshawk.ir;

/// Exact reals: what lies between two quantisers, behind a matrix product or a batch normalisation.
public enum RealType implements ElementType {
    REAL;

    @Override
    public String toString() {
        return "real";
    }
}
