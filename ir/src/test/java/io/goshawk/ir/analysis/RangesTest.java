package io.goshawk.ir.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goshawk.ir.Graph;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Value;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.text.Parser;
import org.junit.jupiter.api.Test;

class RangesTest {
    private static Graph<IntegerOp> parse(String text) {
        return Parser.parse("test", text).only(IntegerOp.class);
    }

    private static ElementRanges last(String text) {
        Graph<IntegerOp> graph = parse(text);
        return Ranges.of(graph).of(graph.outputs().getFirst().value());
    }

    @Test
    void aProductReachesExactlyWhatItsWeightsAllow() {
        ElementRanges sums = last("""
                graph @g(%0: tensor<1x2xi3>) {
                  %1 = integer.constant {data = dense<2x2 [1, -2, 3, 0]>, element = i3} : tensor<2x2xi3>
                  %2 = integer.mat-mul %0, %1 {accumulator = i8} : tensor<1x2xi8>
                  return %2
                }""");
        assertThat(sums.ranges()).containsExactly(IntRange.of(-16, 12), IntRange.of(-6, 8));
        assertThat(sums.hull()).isEqualTo(IntRange.of(-16, 12));
    }

    @Test
    void productsOfTwoVariablesAndOfWideNumbersAreBounded() {
        ElementRanges sums = last("""
                graph @g(%0: tensor<1x2xi3>, %1: tensor<2x1xi70>) {
                  %2 = integer.mat-mul %0, %1 {accumulator = i80} : tensor<1x1xi80>
                  return %2
                }""");
        IntRange wide = IntType.s(70).range();
        assertThat(sums.at(0).max()).isEqualTo(wide.min().multiply(java.math.BigInteger.valueOf(-8)));
    }

    @Test
    void elementsMoveWithTheirRanges() {
        ElementRanges moved = last("""
                graph @g() {
                  %0 = integer.constant {data = dense<2x2 [1, 2, 3, 4]>, element = u3} : tensor<2x2xu3>
                  %1 = shape.transpose %0 {permutation = [1, 0]} : tensor<2x2xu3>
                  %2 = shape.reshape %1 {shape = [4]} : tensor<4xu3>
                  return %2
                }""");
        assertThat(moved.ranges().stream().map(IntRange::min).map(Number::intValue))
                .containsExactly(1, 3, 2, 4);
    }

    @Test
    void aRequantiserMapsTheEndsByItsLaw() {
        ElementRanges codes = last("""
                graph @g(%0: tensor<2xi4>) {
                  %1 = integer.requantize %0 {axis = 0, channels = [
                    requantizer(form = scale(multiplier = -1, addend = 0, shift = 1, rounding = FLOOR),
                      interval = [-8, 7], law = law(scale = -1p-1, offset = 0, rounding = FLOOR, clamp = [-2, 9])),
                    requantizer(form = scale(multiplier = 0, addend = 5, shift = 0, rounding = FLOOR),
                      interval = [-8, 7], law = law(scale = 0, offset = 5, rounding = FLOOR, clamp = [0, 9]))],
                    element = i5} : tensor<2xi5>
                  return %1
                }""");
        assertThat(codes.ranges()).containsExactly(IntRange.of(-2, 4), IntRange.of(5, 5));
        assertThat(codes.along(2, 1).get(1)).isEqualTo(IntRange.of(5, 5));
    }

    @Test
    void anUnknownValueIsRefused() {
        Ranges ranges = Ranges.of(parse("graph @g(%0: tensor<1xi3>) { return %0 }"));
        Value stranger = new Value(
                7,
                parse("graph @g(%0: tensor<1xi3>) { return %0 }")
                        .inputs()
                        .getFirst()
                        .value()
                        .type());
        assertThatThrownBy(() -> ranges.of(stranger)).isInstanceOf(IllegalArgumentException.class);
    }
}
