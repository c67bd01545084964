package io.goshawk.harness;

import io.goshawk.harness.npy.NpyArray;
import io.goshawk.harness.npy.NpyType;
import io.goshawk.ir.Location;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Refusal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/// Vectors out of the arrays of a file, one array a port.
final class ArrayVectors {
    private final List<DesignPort> ports;
    private final Map<String, NpyArray> arrays;

    ArrayVectors(List<DesignPort> ports, Map<String, NpyArray> arrays) {
        this.ports = ports;
        this.arrays = arrays;
    }

    Batch batch() {
        int count = count(ports.getFirst());
        int width = Batch.width(ports);
        long[] values = new long[Math.multiplyExact(count, width)];
        int offset = 0;
        for (DesignPort port : ports) {
            if (count(port) != count) {
                throw refusal(
                        port,
                        "has " + count(port) + " vectors, and \""
                                + ports.getFirst().name() + "\" " + count);
            }
            NpyArray.Integers array = array(port);
            for (int i = 0; i < array.values().length; i++) {
                check(port, array, i);
                values[i / port.elements() * width + offset + i % port.elements()] = array.values()[i];
            }
            offset += port.elements();
        }
        return new Batch(ports, count, values);
    }

    private NpyArray.Integers array(DesignPort port) {
        NpyArray array = arrays.get(port.name());
        if (array == null && ports.size() == 1 && arrays.size() == 1) {
            array = arrays.values().iterator().next();
        }
        if (array instanceof NpyArray.Integers integers) {
            return integers;
        }
        throw refusal(
                port, array == null ? "is not among " + arrays.keySet() : "is " + array.type() + ", not raw bits");
    }

    private int count(DesignPort port) {
        NpyArray array = array(port);
        if (array.shape().equals(port.shape())) {
            return 1;
        }
        boolean fits = array.shape().rank() > 0
                && array.shape().size() == (long) array.shape().extent(0) * port.elements();
        if (!fits) {
            throw refusal(port, "has shape (" + array.shape() + "), and a vector has " + port.elements() + " elements");
        }
        return array.shape().extent(0);
    }

    private static void check(DesignPort port, NpyArray.Integers array, int index) {
        long bits = array.values()[index];
        boolean pattern = !port.type().signed() && port.type().bits() == Long.SIZE;
        BigInteger value = pattern || array.type() == NpyType.UINT64
                ? new BigInteger(Long.toUnsignedString(bits))
                : BigInteger.valueOf(bits);
        if (!port.range().contains(value)) {
            throw refusal(
                    port,
                    "holds %s at element %d of vector %d; %s can be"
                            .formatted(value, index % port.elements(), index / port.elements(), port.range()));
        }
    }

    private static Refusal refusal(DesignPort port, String why) {
        return new Refusal(Diagnostic.of(
                Code.BAD_DATA, new Location.Whole("input data"), "the array for \"" + port.name() + "\" " + why));
    }
}
