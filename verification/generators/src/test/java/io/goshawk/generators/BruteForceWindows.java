package io.goshawk.generators;

import io.goshawk.ir.Shape;
import io.goshawk.ir.window.Window;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;

/// Windows on feature maps by their definition: every tap of every place, one after the other.
final class BruteForceWindows {
    private final Shape data;
    private final List<Integer> kernel;
    private final Window window;
    private final Shape result;

    BruteForceWindows(Shape data, List<Integer> kernel, Window window, Shape result) {
        this.data = data;
        this.kernel = kernel;
        this.window = window;
        this.result = result;
    }

    private int taps() {
        return kernel.stream().reduce(1, (a, b) -> a * b);
    }

    /// {@return the element of map `map` under `tap` of the window at `place`; nothing where that is
    ///     padding}
    private Optional<Integer> element(int map, int place, int tap) {
        int flat = 0;
        int[] places = split(place, result.extents().subList(2, result.rank()));
        int[] taps = split(tap, kernel);
        for (int axis = 0; axis < taps.length; axis++) {
            int at = places[axis] * window.strides().get(axis)
                    + taps[axis] * window.dilations().get(axis)
                    - window.before().get(axis);
            if (at < 0 || at >= data.extent(axis + 2)) {
                return Optional.empty();
            }
            flat = flat * data.extent(axis + 2) + at;
        }
        return Optional.of(map * data.stride(1) + flat);
    }

    private static int[] split(int flat, List<Integer> extents) {
        int[] index = new int[extents.size()];
        int rest = flat;
        for (int axis = index.length - 1; axis >= 0; axis--) {
            index[axis] = rest % extents.get(axis);
            rest /= extents.get(axis);
        }
        return index;
    }

    /// {@return the sums of input times weight}
    Num[] convolved(Num[] in, Num[] weights, int groups, Num padding) {
        int outputs = result.extent(1);
        int depth = data.extent(1) / groups;
        Num[] out = new Num[result.size()];
        for (int i = 0; i < out.length; i++) {
            int output = i / result.stride(1) % outputs;
            int image = i / result.stride(1) / outputs;
            Num sum = Num.of(BigInteger.ZERO);
            for (int k = 0; k < depth; k++) {
                int map = image * data.extent(1) + output / (outputs / groups) * depth + k;
                for (int tap = 0; tap < taps(); tap++) {
                    Num x = element(map, i % result.stride(1), tap)
                            .map(at -> in[at])
                            .orElse(padding);
                    sum = sum.plus(x.times(weights[(output * depth + k) * taps() + tap]));
                }
            }
            out[i] = sum;
        }
        return out;
    }

    /// {@return what the window meets on each map, `joined`; padding takes part where there is a number
    ///     for it}
    Num[] pooled(Num[] in, Optional<Num> padding, BinaryOperator<Num> joined) {
        Num[] out = new Num[result.size()];
        for (int i = 0; i < out.length; i++) {
            Optional<Num> all = Optional.empty();
            for (int tap = 0; tap < taps(); tap++) {
                Optional<Num> x = element(i / result.stride(1), i % result.stride(1), tap)
                        .map(at -> in[at])
                        .or(() -> padding);
                if (x.isPresent()) {
                    Num next = x.get();
                    all = Optional.of(
                            all.map(before -> joined.apply(before, next)).orElse(next));
                }
            }
            out[i] = all.orElseThrow();
        }
        return out;
    }
}
