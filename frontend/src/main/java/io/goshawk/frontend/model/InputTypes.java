package io.goshawk.frontend.model;

import io.goshawk.frontend.protos.TensorShapeProto.Dimension;
import io.goshawk.frontend.protos.TypeProto;
import io.goshawk.frontend.protos.ValueInfoProto;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.diag.Code;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The types of graph inputs, with the numbers the user gave for extents that the model leaves open.
///
/// @param inputShapes shapes of whole inputs, by name
/// @param extents numbers for symbolic extents, by name
public record InputTypes(Map<String, Shape> inputShapes, Map<String, Integer> extents) {
    private static final long USUAL_IMAGE = 224;
    private static final long SHORT_SEQUENCE = 16;

    /// {@return these, where the symbols in inputs that have whole shapes stand for the extents there; numbers given
    /// for
    /// symbols themselves stay}
    public InputTypes bound(List<ValueInfoProto> inputs) {
        Map<String, Integer> all = new LinkedHashMap<>(extents);
        for (ValueInfoProto input : inputs) {
            List<Dimension> dims = input.getType().getTensorType().getShape().getDimList();
            Shape given = inputShapes.getOrDefault(input.getName(), Shape.SCALAR);
            for (int axis = 0; axis < dims.size() && dims.size() == given.rank(); axis++) {
                if (!dims.get(axis).hasDimValue()) {
                    all.putIfAbsent(dims.get(axis).getDimParam(), given.extent(axis));
                }
            }
        }
        all.remove("");
        return new InputTypes(inputShapes, all);
    }

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
        Map<String, Long> symbols = new LinkedHashMap<>();
        List<String> whole = new ArrayList<>();
        boolean onlyBatch = true;
        for (int axis = 0; axis < dims.size(); axis++) {
            Dimension dim = dims.get(axis);
            long extent = dim.hasDimValue() ? dim.getDimValue() : example(axis, dims.size());
            whole.add("" + extent);
            if (!dim.hasDimValue()) {
                onlyBatch &= axis == 0;
                symbols.putIfAbsent(dim.getDimParam(), extent);
            }
        }
        String bySymbol = symbols.containsKey("")
                ? ""
                : String.join(
                                " ",
                                symbols.entrySet().stream()
                                        .map(symbol -> option(symbol.getKey(), "" + symbol.getValue()))
                                        .toList())
                        + ", or ";
        String message = "input \"" + name + "\" is " + describe(dims) + " in the model, and shapes are static:"
                + " every extent needs a number";
        return Unconvertible.because(Code.BAD_SHAPE, at, message)
                .hint("give " + bySymbol + option(name, String.join("x", whole))
                        + (onlyBatch
                                ? ", or export the model with a fixed batch size"
                                : ", with the extents of your data, or export the model with fixed ones"));
    }

    /// {@return a number that most networks take along `axis`: one sample, an image, or a short sequence}
    private static long example(int axis, int rank) {
        return axis == 0 ? 1 : rank == 4 ? USUAL_IMAGE : SHORT_SEQUENCE;
    }

    /// {@return the option as a shell takes it}
    private static String option(String name, String extents) {
        boolean plain = name.matches("[A-Za-z0-9_.:/@%+,-]+");
        return "--shape " + (plain ? name : "'" + name.replace("'", "'\\''") + "'") + "=" + extents;
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
