package io.goshawk.hls;

import io.goshawk.codegen.Templates;
import io.goshawk.codegen.loops.Buffer;
import io.goshawk.codegen.loops.LoopLayer;
import io.goshawk.hls.view.AddView;
import io.goshawk.hls.view.WindowView;
import java.math.BigInteger;

/// The loops of convolutions, pools and sums.
final class HlsWindows {
    private final Templates templates;
    private final Schedule schedule;

    HlsWindows(Templates templates, Schedule schedule) {
        this.templates = templates;
        this.schedule = schedule;
    }

    String convolution(LoopLayer.Convolution layer) {
        Buffer weights = layer.weights();
        return templates.render(
                "convolution.peb",
                new WindowView(
                        layer.loops(),
                        layer.depth(),
                        layer.outputs(),
                        layer.outputs() / layer.groups(),
                        HlsTypes.holding(layer.sums()),
                        HlsTypes.constant(layer.padding()),
                        HlsTypes.of(weights) + "(" + weights.name(),
                        schedule.loop(),
                        schedule.outer()));
    }

    String pool(LoopLayer.Pool layer) {
        int maps = layer.loops().images() * layer.loops().channels();
        return templates.render(
                layer.kind() == LoopLayer.Pool.Kind.SUM ? "pool.peb" : "maxpool.peb",
                new WindowView(
                        layer.loops(),
                        1,
                        maps,
                        1,
                        HlsTypes.holding(layer.sums()),
                        HlsTypes.constant(layer.padding()),
                        "",
                        schedule.loop(),
                        schedule.outer()));
    }

    String addition(LoopLayer.Addition layer) {
        return templates.render(
                "add.peb",
                new AddView(
                        layer.head().output().size(),
                        product("x[i]", layer.leftFactor()),
                        product("z[i]", layer.rightFactor()),
                        schedule.loop()));
    }

    private static String product(String element, BigInteger factor) {
        return factor.equals(BigInteger.ONE) ? element : element + " * " + HlsTypes.constant(factor);
    }
}
