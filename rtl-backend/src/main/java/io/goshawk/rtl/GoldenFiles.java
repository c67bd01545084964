package io.goshawk.rtl;

import io.goshawk.codegen.DesignFacts.PortFacts;
import io.goshawk.codegen.GoldenVectors;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.rtl.view.BenchView;
import java.math.BigInteger;
import java.util.List;

/// Golden vectors as `$readmemh` reads them: a line a vector, the packed tensor in hexadecimal.
final class GoldenFiles {
    private GoldenFiles() {}

    /// {@return the text of the file of port number `index`}
    static String text(List<List<IntTensor>> vectors, int index, PortFacts port) {
        StringBuilder text = new StringBuilder();
        vectors.forEach(
                vector -> text.append(packed(vector.get(index), port.bits())).append('\n'));
        return text.toString();
    }

    private static String packed(IntTensor tensor, int bits) {
        BigInteger mask = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
        StringBuilder binary = new StringBuilder();
        int elements = tensor.shape().size();
        for (int i = elements - 1; i >= 0; i--) {
            String digits = tensor.bigAt(i).and(mask).toString(2);
            binary.append("0".repeat(bits - digits.length())).append(digits);
        }
        String hex = new BigInteger(binary.toString(), 2).toString(16);
        int digits = (elements * bits + 3) / 4;
        return "0".repeat(digits - hex.length()) + hex;
    }

    /// {@return the port as the test bench sees it}
    static BenchView.Tensor view(String design, PortFacts port) {
        return new BenchView.Tensor(
                port.port(),
                file(design, port),
                Ports.width(port) - 1,
                Ports.elements(port),
                port.bits(),
                port.signed(),
                port.name().replaceAll("[\"\\\\%]", "_"));
    }

    static String file(String design, PortFacts port) {
        return design + "_" + port.port() + ".hex";
    }

    /// {@return a bench over `vectors` vectors}
    static BenchView bench(String design, Ports ports, GoldenVectors vectors, int latency, boolean reset) {
        return new BenchView(
                design + "_tb",
                design,
                vectors.count(),
                latency,
                reset,
                ports.inputs().stream().map(port -> view(design, port)).toList(),
                ports.outputs().stream().map(port -> view(design, port)).toList(),
                ports.connections());
    }
}
