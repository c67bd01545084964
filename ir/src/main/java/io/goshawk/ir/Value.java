package io.goshawk.ir;

/// One SSA value: an identity and a type. What produced it is the graph's to say.
public record Value(int id, TensorType type) {
    /// {@return the name of this value in text, such as `%12`}
    public String name() {
        return "%" + id;
    }

    public Shape shape() {
        return type.shape();
    }
}
