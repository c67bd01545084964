package io.goshawk.codegen.loops;

import java.util.ArrayList;
import java.util.List;

/// Elements copied in blocks: `y[target] = source`, for `o` below `outer` and `i` below `count`.
///
/// @param target, source C++ expressions over `o` and `i`
public record Blocks(int outer, int count, String target, String source) {
    /// {@return the copies that join the parts of `layer`}
    public static List<Blocks> of(LoopLayer.Concatenation layer) {
        int block = layer.parts().stream().mapToInt(LoopLayer.Part::size).sum();
        List<Blocks> result = new ArrayList<>();
        int start = 0;
        for (LoopLayer.Part part : layer.parts()) {
            String target = "o * %d + %d + i".formatted(block, start);
            String name =
                    part.constant() ? part.read().buffer().name() : part.read().parameter();
            String source = "%s[o * %d + i]".formatted(name, part.size());
            result.add(new Blocks(layer.outer(), part.size(), target, source));
            start += part.size();
        }
        return result;
    }

    /// {@return the copies of the places that `layer` picks}
    public static Blocks of(LoopLayer.Selection layer) {
        int inner = layer.inner();
        int count = layer.places().values().size() * inner;
        String source = inner == 1
                ? "x[o * %d + %s[i]]".formatted(layer.extent(), layer.places().name())
                : "x[(o * %d + %s[i / %d]) * %d + i %% %d]"
                        .formatted(layer.extent(), layer.places().name(), inner, inner, inner);
        return new Blocks(layer.outer(), count, "o * " + count + " + i", source);
    }
}
