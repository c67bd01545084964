package io.goshawk.hls;

import io.goshawk.codegen.Templates;
import io.goshawk.codegen.loops.CText;
import io.goshawk.codegen.loops.ChannelGroup;
import io.goshawk.codegen.loops.ChannelLoop;
import io.goshawk.codegen.loops.Column;
import io.goshawk.codegen.loops.ConstantTexts;
import io.goshawk.codegen.loops.Grid;
import io.goshawk.codegen.loops.LoopLayer;
import io.goshawk.hls.view.GroupView;
import io.goshawk.ir.num.IntRange;
import java.util.ArrayList;
import java.util.List;

/// The loops of a requantisation, one for each group of channels.
final class HlsGroups {
    private final Templates templates;
    private final Schedule schedule;

    HlsGroups(Templates templates, Schedule schedule) {
        this.templates = templates;
        this.schedule = schedule;
    }

    /// {@return the loop of `group`}
    String render(LoopLayer.Requantization layer, ChannelGroup group) {
        ChannelLoop loop = ChannelLoop.of(layer, group);
        List<String> setup = new ArrayList<>(loop.setup());
        String says = ChannelLoop.channels(layer, group) + ": " + group.says();
        return switch (group) {
            case ChannelGroup.Scaled scaled -> templates.render("scaled.peb", scaled(says, scaled, loop, setup));
            case ChannelGroup.Divided divided -> templates.render("scaled.peb", divided(says, divided, loop, setup));
            case ChannelGroup.Bent bent -> templates.render("scaled.peb", bent(says, bent, loop, setup));
            case ChannelGroup.Counted counted ->
                templates.render(
                        "counted.peb", counted(says, counted, ConstantTexts.compared(layer, counted), loop, setup));
            case ChannelGroup.LookedUp table -> templates.render("looked_up.peb", lookedUp(says, table, loop, setup));
        };
    }

    private GroupView scaled(String says, ChannelGroup.Scaled group, ChannelLoop loop, List<String> setup) {
        int bits = HlsTypes.signedBits(group.wide());
        String sum = sum(group.multiplier(), group.addend(), loop, setup);
        String rounded = "sum";
        if (!group.shift().isAlways(0)) {
            rounded = "goshawk::%s(sum, %s)"
                    .formatted(CText.roundingShift(group.rounding()), shift(setup, group.shift(), loop));
        }
        String value = clamped(rounded, bits, group.limits(), loop, setup);
        return new GroupView(says, loop, schedule.loop(), setup, "ap_int<" + bits + ">", sum, 0, value);
    }

    private GroupView divided(String says, ChannelGroup.Divided group, ChannelLoop loop, List<String> setup) {
        int bits = HlsTypes.signedBits(group.wide());
        String sum = sum(group.multiplier(), group.addend(), loop, setup);
        String divisor = constant(setup, "d", group.divisor(), loop);
        String quotient = "goshawk::%s<%d>(sum, %s)".formatted(CText.roundingQuotient(group.rounding()), bits, divisor);
        String value = clamped(quotient, bits, group.limits(), loop, setup);
        return new GroupView(says, loop, schedule.loop(), setup, "ap_int<" + bits + ">", sum, 0, value);
    }

    private static String sum(Column multiplier, Column addend, ChannelLoop loop, List<String> setup) {
        String sum = "x[" + loop.at() + "]";
        if (!multiplier.isAlways(1)) {
            sum += " * " + constant(setup, "m", multiplier, loop);
        }
        if (!addend.isAlways(0)) {
            sum += " + " + constant(setup, "a", addend, loop);
        }
        return sum;
    }

    private GroupView bent(String says, ChannelGroup.Bent group, ChannelLoop loop, List<String> setup) {
        int bits = HlsTypes.signedBits(group.wide());
        String compared = "ap_int<" + HlsTypes.signedBits(group.pivots()) + ">";
        setup.add("const bool low = %s(x[%s]) < %s(%s);"
                .formatted(compared, loop.at(), compared, constant(setup, "first", group.first(), loop)));
        String multiplier = choice(setup, "m", group.lowMultiplier(), group.multiplier(), loop);
        String addend = choice(setup, "a", group.lowAddend(), group.addend(), loop);
        String rounded = "sum";
        if (!group.shift().isAlways(0)) {
            rounded = "goshawk::%s(sum, %s)"
                    .formatted(CText.roundingShift(group.rounding()), shift(setup, group.shift(), loop));
        }
        String sum = "x[" + loop.at() + "] * " + multiplier + " + " + addend;
        String value = clamped(rounded, bits, group.limits(), loop, setup);
        return new GroupView(says, loop, schedule.loop(), setup, "ap_int<" + bits + ">", sum, 0, value);
    }

    /// {@return the name of a line of `setup`: the constant of the side of the pivot that `low` says}
    private static String choice(List<String> setup, String name, Column below, Column above, ChannelLoop loop) {
        String type = "ap_int<" + HlsTypes.signedBits(below.range().union(above.range())) + ">";
        String left = constant(setup, name + "_low", below, loop);
        String right = constant(setup, name + "_high", above, loop);
        setup.add("const %s %s = low ? %s(%s) : %s(%s);".formatted(type, name, type, left, type, right));
        return name;
    }

    private GroupView counted(
            String says, ChannelGroup.Counted group, IntRange compared, ChannelLoop loop, List<String> setup) {
        String type = "ap_int<" + HlsTypes.signedBits(compared) + ">";
        setup.add("const " + type + " value = x[" + loop.at() + "];");
        boolean plain = group.base().isAlways(0) && !group.falling();
        String base = plain ? "" : constant(setup, "base", group.base(), loop);
        String level = plain ? "count" : base + (group.falling() ? " - " : " + ") + "count";
        String value = clamped(level, HlsTypes.signedBits(group.wide()), group.limits(), loop, setup);
        int extent = group.thresholds().extent();
        return new GroupView(
                says,
                loop,
                schedule.loop(),
                setup,
                HlsTypes.holding(IntRange.of(0, extent)),
                type + "(" + row(group.thresholds(), loop) + "[t])",
                extent,
                value);
    }

    private GroupView lookedUp(String says, ChannelGroup.LookedUp group, ChannelLoop loop, List<String> setup) {
        String index = "x[" + loop.at() + "]";
        if (!group.first().isAlways(0)) {
            index += " - " + constant(setup, "first", group.first(), loop);
        }
        String type = HlsTypes.holding(IntRange.of(0, group.values().extent() - 1L));
        String value = row(group.values(), loop) + "[index]";
        return new GroupView(says, loop, schedule.loop(), setup, type, index, 0, value);
    }

    /// {@return the constant that all channels share, or else `name`, which a new line of `setup`
    ///     defines}
    private static String constant(List<String> setup, String name, Column column, ChannelLoop loop) {
        if (column.isUniform()) {
            return HlsTypes.constant(column.first());
        }
        String element = column.name() + "[" + loop.place() + "]";
        setup.add("const " + HlsTypes.holding(column.range()) + " " + name + " = " + element + ";");
        return name;
    }

    private static String shift(List<String> setup, Column column, ChannelLoop loop) {
        if (column.isUniform()) {
            return CText.literal(column.first());
        }
        setup.add("const int s = " + column.name() + "[" + loop.place() + "];");
        return "s";
    }

    private static String clamped(
            String value, int bits, ChannelGroup.Limits limits, ChannelLoop loop, List<String> setup) {
        if (!limits.bind()) {
            return value;
        }
        String low = constant(setup, "low", limits.low(), loop);
        String high = constant(setup, "high", limits.high(), loop);
        return "goshawk::clamp<%d>(%s, %s, %s)".formatted(bits, value, low, high);
    }

    private static String row(Grid grid, ChannelLoop loop) {
        return grid.isUniform() ? grid.name() : grid.name() + "[" + loop.place() + "]";
    }
}
