package io.goshawk.ir;

/// A tensor of `shape` whose elements are `element`s. Printed as `tensor<1x16xi8>`.
public record TensorType(Shape shape, ElementType element) {
    /// {@return this type with other elements}
    public TensorType withElement(ElementType changed) {
        return new TensorType(shape, changed);
    }

    /// {@return this type in another shape}
    public TensorType withShape(Shape changed) {
        return new TensorType(changed, element);
    }

    /// {@return the integer type of the elements}
    /// @throws IllegalStateException if they are no plain integers
    public IntType intElement() {
        if (element instanceof IntType type) {
            return type;
        }
        throw new IllegalStateException("not a tensor of integers: " + this);
    }

    @Override
    public String toString() {
        return "tensor<" + (shape.rank() == 0 ? "" : shape + "x") + element + ">";
    }
}
