package io.goshawk.cpp;

import io.goshawk.codegen.Templates;
import io.goshawk.codegen.loops.CText;
import io.goshawk.codegen.loops.ChannelGroup;
import io.goshawk.codegen.loops.ChannelLoop;
import io.goshawk.codegen.loops.Column;
import io.goshawk.codegen.loops.ConstantTexts;
import io.goshawk.codegen.loops.Grid;
import io.goshawk.codegen.loops.LoopLayer;
import io.goshawk.cpp.view.GroupView;
import java.util.ArrayList;
import java.util.List;

/// The loops of a requantisation, one for each group of channels.
final class CppGroups {
    private final Templates templates;

    CppGroups(Templates templates) {
        this.templates = templates;
    }

    /// {@return the loop of `group`}
    String render(LoopLayer.Requantization layer, ChannelGroup group) {
        ChannelLoop loop = ChannelLoop.of(layer, group);
        List<String> setup = new ArrayList<>(loop.setup());
        return switch (group) {
            case ChannelGroup.Scaled scaled -> scaled(layer, scaled, loop, setup);
            case ChannelGroup.Divided divided -> divided(layer, divided, loop, setup);
            case ChannelGroup.Bent bent -> bent(layer, bent, loop, setup);
            case ChannelGroup.Counted counted -> counted(layer, counted, loop, setup);
            case ChannelGroup.LookedUp table -> lookedUp(layer, table, loop, setup);
        };
    }

    private String scaled(
            LoopLayer.Requantization layer, ChannelGroup.Scaled group, ChannelLoop loop, List<String> setup) {
        String wide = CppTypes.computing(group.wide());
        String sum = sum(wide, group.multiplier(), group.addend(), loop, setup);
        String rounded = "sum";
        if (!group.shift().isAlways(0)) {
            String shift = constant(setup, "int", "s", group.shift(), loop);
            rounded = "goshawk::%s(sum, %s)".formatted(CText.roundingShift(group.rounding()), shift);
        }
        String value = clamped(rounded, wide, group.limits(), loop, setup);
        return templates.render("scaled.peb", view(layer, group, loop, setup, wide, sum, value));
    }

    private String divided(
            LoopLayer.Requantization layer, ChannelGroup.Divided group, ChannelLoop loop, List<String> setup) {
        String wide = CppTypes.computing(group.wide());
        String sum = sum(wide, group.multiplier(), group.addend(), loop, setup);
        String divisor = constant(setup, wide, "d", group.divisor(), loop);
        String quotient = "goshawk::%s<%s>(sum, %s)".formatted(CText.roundingQuotient(group.rounding()), wide, divisor);
        String value = clamped(quotient, wide, group.limits(), loop, setup);
        return templates.render("scaled.peb", view(layer, group, loop, setup, wide, sum, value));
    }

    private static String sum(String wide, Column multiplier, Column addend, ChannelLoop loop, List<String> setup) {
        String sum = element(loop, wide);
        if (!multiplier.isAlways(1)) {
            sum += " * " + constant(setup, wide, "m", multiplier, loop);
        }
        if (!addend.isAlways(0)) {
            sum += " + " + constant(setup, wide, "a", addend, loop);
        }
        return sum;
    }

    private String bent(LoopLayer.Requantization layer, ChannelGroup.Bent group, ChannelLoop loop, List<String> setup) {
        String wide = CppTypes.computing(group.wide());
        String compared = CppTypes.computing(group.pivots());
        String first = constant(setup, compared, "first", group.first(), loop);
        setup.add("const bool low = static_cast<%s>(x[%s]) < %s;".formatted(compared, loop.at(), first));
        String multiplier = choice(setup, wide, "m", group.lowMultiplier(), group.multiplier(), loop);
        String addend = choice(setup, wide, "a", group.lowAddend(), group.addend(), loop);
        String rounded = "sum";
        if (!group.shift().isAlways(0)) {
            String shift = constant(setup, "int", "s", group.shift(), loop);
            rounded = "goshawk::%s(sum, %s)".formatted(CText.roundingShift(group.rounding()), shift);
        }
        String sum = element(loop, wide) + " * " + multiplier + " + " + addend;
        String value = clamped(rounded, wide, group.limits(), loop, setup);
        return templates.render("scaled.peb", view(layer, group, loop, setup, wide, sum, value));
    }

    /// {@return the constant of the side of the pivot that `low` says}
    private static String choice(
            List<String> setup, String type, String name, Column below, Column above, ChannelLoop loop) {
        String left = constant(setup, type, name + "_low", below, loop);
        String right = constant(setup, type, name + "_high", above, loop);
        return "(low ? static_cast<%s>(%s) : static_cast<%s>(%s))".formatted(type, left, type, right);
    }

    private String counted(
            LoopLayer.Requantization layer, ChannelGroup.Counted group, ChannelLoop loop, List<String> setup) {
        String wide = CppTypes.computing(group.wide());
        String base = group.base().isAlways(0) ? "" : constant(setup, wide, "base", group.base(), loop);
        setup.add("const auto& thresholds = " + row(group.thresholds(), loop.place()) + ";");
        // Both sides of the comparison get the type that the thresholds are stored as.
        String type = CppTypes.storing(ConstantTexts.compared(layer, group));
        String reached = "goshawk::reached<%s>(thresholds, x[%s])".formatted(type, loop.at());
        String level = group.falling() ? base + " - count" : base.isEmpty() ? "count" : base + " + count";
        String value = clamped(level, wide, group.limits(), loop, setup);
        return templates.render("counted.peb", view(layer, group, loop, setup, wide, reached, value));
    }

    private String lookedUp(
            LoopLayer.Requantization layer, ChannelGroup.LookedUp group, ChannelLoop loop, List<String> setup) {
        String wide = CppTypes.computing(group.index());
        String index = element(loop, wide);
        if (!group.first().isAlways(0)) {
            index += " - " + constant(setup, wide, "first", group.first(), loop);
        }
        setup.add("const auto& values = " + row(group.values(), loop.place()) + ";");
        return templates.render("looked_up.peb", view(layer, group, loop, setup, wide, index, "values[index]"));
    }

    private static GroupView view(
            LoopLayer.Requantization layer,
            ChannelGroup group,
            ChannelLoop loop,
            List<String> setup,
            String wide,
            String argument,
            String value) {
        String says = ChannelLoop.channels(layer, group) + ": " + group.says();
        return new GroupView(
                says, loop, setup, wide, argument, CppTypes.of(layer.head().output()), value);
    }

    private static String element(ChannelLoop loop, String wide) {
        return "static_cast<" + wide + ">(x[" + loop.at() + "])";
    }

    /// {@return the literal that all channels share, or else `name`, which a new line of `setup`
    ///     defines}
    private static String constant(List<String> setup, String type, String name, Column column, ChannelLoop loop) {
        if (column.isUniform()) {
            return CppTypes.literal(column.first());
        }
        setup.add("const " + type + " " + name + " = " + column.name() + "[" + loop.place() + "];");
        return name;
    }

    private static String clamped(
            String value, String wide, ChannelGroup.Limits limits, ChannelLoop loop, List<String> setup) {
        if (!limits.bind()) {
            return value;
        }
        String low = constant(setup, wide, "low", limits.low(), loop);
        String high = constant(setup, wide, "high", limits.high(), loop);
        return "std::clamp<%s>(%s, %s, %s)".formatted(wide, value, low, high);
    }

    private static String row(Grid grid, String place) {
        return grid.isUniform() ? grid.name() : grid.name() + "[" + place + "]";
    }
}
