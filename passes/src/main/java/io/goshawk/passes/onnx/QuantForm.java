package io.goshawk.passes.onnx;

import io.goshawk.ir.IntType;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.onnx.quantization.Quant;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Which integers a Quant makes.
record QuantForm(int bits, boolean signed, boolean narrow) {
    private static final int MOST_BITS = 64;

    IntRange range() {
        return Quant.range(bits, signed, narrow);
    }

    /// {@return the form whose integers are those of `clamp`, or else the one of the fewest bits that has
    ///     them all}
    ///
    /// One signed bit is not among them: Quant takes it for bipolar.
    ///
    /// @param preferred what is taken where several forms have exactly these integers
    /// @throws NoForm if 64 bits are too few
    static QuantForm around(IntRange clamp, IntType preferred) {
        Optional<QuantForm> exact = forms(preferred.bits(), preferred.signed())
                .filter(form -> form.range().equals(clamp))
                .findFirst();
        return exact.or(() -> all().filter(form -> form.range().equals(clamp)).findFirst())
                .or(() -> all().filter(form -> form.range().contains(clamp)).findFirst())
                .orElseThrow(() -> new NoForm("a quantiser to " + clamp));
    }

    private static Stream<QuantForm> all() {
        return IntStream.rangeClosed(1, MOST_BITS)
                .boxed()
                .flatMap(bits -> Stream.concat(forms(bits, false), forms(bits, true)));
    }

    private static Stream<QuantForm> forms(int bits, boolean signed) {
        if (bits > MOST_BITS || (signed && bits == 1)) {
            return Stream.empty();
        }
        Stream<QuantForm> full = Stream.of(new QuantForm(bits, signed, false));
        return bits == 1 ? full : Stream.concat(full, Stream.of(new QuantForm(bits, signed, true)));
    }
}
