package io.goshawk.frontend.model;

import io.goshawk.frontend.protos.TensorShapeProto.Dimension;
import io.goshawk.frontend.protos.TypeProto;
import io.goshawk.frontend.protos.ValueInfoProto;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.diag.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The types of graph inputs, with the numbers the user gave for extents that the model leaves open.
///
/// @param inputShapes shapes of whole inputs, by name
/// @param extents numbers for symbolic extents, by name
public record InputTypes(Map<String, Shape> inputShapes, Map<String, Integer> extents) {
    /// {@return the type of `input`}
    /// @throws Unconvertible if it is no tensor, or if an extent stays open or is negative
    public TensorType of(ValueInfoProto input, Location at) {
        String what = "input \"" + input.getName() + "\"";
        if (!input.getType().hasTensorType()) {
            throw Unconvertible.because(Code.UNSUPPORTED_FEATURE, at, what + " is no tensor")
                    .hint("export the model with tensors as inputs");
        }
        TypeProto.Tensor type = input.getType().getTensorType();
        Shape shape = Optional.ofNullable(inputShapes.get(input.getName()))
                .map(given -> agreed(given, type, at, what))
                .orElseGet(() -> Extents.shape(extentsOf(input.getName(), type, at), at, what));
        Extents.check(shape, at, what);
        return new TensorType(shape, ElementTypes.element(type.getElemType(), at, what));
    }

    private static Shape agreed(Shape given, TypeProto.Tensor type, Location at, String what) {
        List<Dimension> dims = type.getShape().getDimList();
        boolean fits = !type.hasShape() || dims.size() == given.rank();
        for (int axis = 0; fits && axis < dims.size(); axis++) {
            fits = !dims.get(axis).hasDimValue()
                    || dims.get(axis).getDimValue() <= 0
                    || dims.get(axis).getDimValue() == given.extent(axis);
        }
        if (!fits) {
            throw Unconvertible.because(
                    Code.BAD_SHAPE, at, what + " is " + describe(dims) + " in the model and cannot be [" + given + "]");
        }
        return given;
    }

    private List<Long> extentsOf(String name, TypeProto.Tensor type, Location at) {
        if (!type.hasShape()) {
            throw Unconvertible.because(Code.BAD_SHAPE, at, "input \"" + name + "\" has no shape in the model")
                    .hint("give its shape: --shape " + name + "=1x16");
        }
        List<Dimension> dims = type.getShape().getDimList();
        List<Long> numbers = new ArrayList<>();
        for (Dimension dim : dims) {
            if (dim.hasDimValue()) {
                numbers.add(dim.getDimValue());
            } else if (extents.containsKey(dim.getDimParam())) {
                numbers.add(extents.get(dim.getDimParam()).longValue());
            } else {
                throw open(name, dims, at);
            }
        }
        return numbers;
    }

    private static Unconvertible open(String name, List<Dimension> dims, Location at) {
        List<String> symbols = dims.stream()
                .map(Dimension::getDimParam)
                .filter(symbol -> !symbol.isEmpty())
                .distinct()
                .toList();
        String bySymbol = symbols.isEmpty() ? "" : "--shape " + String.join("=1 --shape ", symbols) + "=1, or ";
        String message = "input \"" + name + "\" is " + describe(dims) + " in the model, and shapes are static:"
                + " every extent needs a number";
        return Unconvertible.because(Code.BAD_SHAPE, at, message)
                .hint("give " + bySymbol + "--shape " + name + "=" + example(dims)
                        + ", or export the model with a fixed batch size");
    }

    private static String example(List<Dimension> dims) {
        return String.join(
                "x",
                dims.stream()
                        .map(dim -> dim.hasDimValue() ? "" + dim.getDimValue() : "1")
                        .toList());
    }

    /// {@return the extents as a diagnostic shows them, such as `[N, 16]`}
    public static String describe(List<Dimension> dims) {
        return dims.stream()
                .map(dim -> dim.hasDimValue()
                        ? "" + dim.getDimValue()
                        : dim.getDimParam().isEmpty() ? "?" : dim.getDimParam())
                .toList()
                .toString();
    }
}
