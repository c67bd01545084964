package io.goshawk.codegen.loops;

import io.goshawk.ir.integer.Form;
import io.goshawk.ir.integer.Requantizer;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;
import java.util.List;

/// The group of channels whose forms are [Form.Quotient].
final class QuotientGroup {
    private QuotientGroup() {}

    /// {@return the group of `members`, of which all divide and round alike}
    static ChannelGroup of(ChannelGrouping names, Rounding rounding, Column places, List<Requantizer> members) {
        List<Form.Quotient> forms =
                members.stream().map(member -> (Form.Quotient) member.form()).toList();
        ChannelGroup.Limits limits = names.limits(members);
        IntRange sums = ChannelGrouping.hull(members, QuotientGroup::sums);
        IntRange divisors = ChannelGrouping.hull(
                forms, form -> new IntRange(BigInteger.ZERO, form.divisor().shiftLeft(1)));
        return new ChannelGroup.Divided(
                places,
                "clamp(round((x * m + a) / d)), rounding " + rounding,
                names.column("multiplier", forms, Form.Quotient::multiplier),
                names.column("addend", forms, Form.Quotient::addend),
                names.column("divisor", forms, Form.Quotient::divisor),
                rounding,
                sums.union(divisors).union(ChannelGrouping.range(limits)),
                limits);
    }

    /// {@return the products and sums of `member`, and both terms by themselves}
    private static IntRange sums(Requantizer member) {
        Form.Quotient form = (Form.Quotient) member.form();
        IntRange product = member.interval().times(form.multiplier());
        IntRange addend = IntRange.only(form.addend());
        return product.plus(addend).union(product).union(addend).union(IntRange.only(form.multiplier()));
    }
}
