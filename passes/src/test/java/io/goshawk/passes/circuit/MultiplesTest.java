package io.goshawk.passes.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class MultiplesTest {
    /// {@return the value of `wire` where the only element is `x`}
    private static long value(Netlist netlist, int wire, long x) {
        return switch (netlist.gate(wire)) {
            case Gate.Element _ -> x;
            case Gate.Add(int left, int leftShift, int right, int rightShift, boolean subtract) -> {
                long first = value(netlist, left, x) << leftShift;
                long second = value(netlist, right, x) << rightShift;
                yield subtract ? first - second : first + second;
            }
            default -> throw new AssertionError(netlist.gate(wire));
        };
    }

    @Test
    void everyOddMultipleIsRightWithExactRangeAndNoMoreAddersThanDigits() {
        for (long factor = 1; factor < 4096; factor += 2) {
            Netlist netlist = new Netlist();
            int x = netlist.element(0, 0, -8, 7);
            int wire = new Multiples(netlist, x).odd(factor);
            for (long value = -8; value < 8; value++) {
                assertThat(value(netlist, wire, value)).isEqualTo(factor * value);
            }
            assertThat(netlist.min(wire)).isEqualTo(-8 * factor);
            assertThat(netlist.max(wire)).isEqualTo(7 * factor);
            assertThat(netlist.size() - 1).isLessThanOrEqualTo(SignedDigits.count(factor) - 1);
        }
    }

    @Test
    void digitsAreCanonical() {
        assertThat(SignedDigits.count(7)).isEqualTo(2);
        assertThat(SignedDigits.top(7)).isEqualTo(8);
        assertThat(SignedDigits.count(0b1011)).isEqualTo(3);
        assertThat(SignedDigits.top(0b1011)).isEqualTo(16);
    }

    @Test
    void multiplesReuseEachOther() {
        Netlist netlist = new Netlist();
        int x = netlist.element(0, 0, -8, 7);
        Multiples multiples = new Multiples(netlist, x);
        multiples.prepare(Set.of(3L, 5L, 11L, 13L, 19L, 21L));
        assertThat(netlist.size() - 1).isEqualTo(6);
    }
}
