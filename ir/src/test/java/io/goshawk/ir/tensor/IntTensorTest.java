package io.goshawk.ir.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goshawk.ir.Broadcast;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntTensorTest {
    @Test
    void valuesOfEveryWidthAreKept() {
        for (int bits = 0; bits < 63; bits++) {
            long edge = 1L << bits;
            long[] values = {edge, -edge, edge - 1, -edge - 1, 0};
            IntTensor tensor = IntTensor.of(Shape.of(5), values);
            assertThat(tensor.toLongs()).isEqualTo(values);
            assertThat(tensor.hull()).isEqualTo(IntRange.of(-edge - 1, edge));
            assertThat(IntTensor.of(Shape.of(5), tensor.toBigs()))
                    .isEqualTo(tensor)
                    .hasSameHashCodeAs(tensor);
        }
    }

    @Test
    void integersBeyondLongsAreKept() {
        BigInteger big = BigInteger.TWO.pow(100);
        IntTensor tensor = IntTensor.of(Shape.of(2), List.of(big, BigInteger.ONE));
        assertThat(tensor.fitsLong()).isFalse();
        assertThat(tensor.bigAt(0)).isEqualTo(big);
        assertThat(tensor.gather(Shape.of(1), new int[] {1})).isEqualTo(IntTensor.of(Shape.of(1), 1));
        assertThatThrownBy(() -> tensor.at(0)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void shapeAndValuesDecideEquality() {
        IntTensor tensor = IntTensor.of(Shape.of(2, 2), 1, 2, 3, 4);
        assertThat(tensor).isNotEqualTo(IntTensor.of(Shape.of(4), 1, 2, 3, 4));
        assertThat(tensor).isNotEqualTo(IntTensor.of(Shape.of(2, 2), 1, 3, 2, 4));
        assertThat(tensor.reshape(Shape.of(4))).isEqualTo(IntTensor.of(Shape.of(4), 1, 2, 3, 4));
        assertThatThrownBy(() -> tensor.reshape(Shape.of(3))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> IntTensor.of(Shape.of(3), 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTransposedTensorReadsItsElementsElsewhere() {
        IntTensor tensor = IntTensor.of(Shape.of(2, 3, 2), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        int[] from = Tensor.transposition(tensor.shape(), List.of(2, 0, 1));
        IntTensor moved = tensor.gather(Shape.of(2, 2, 3), from);
        for (int a = 0; a < 2; a++) {
            for (int b = 0; b < 3; b++) {
                for (int c = 0; c < 2; c++) {
                    assertThat(moved.at(c * 6 + a * 3 + b)).isEqualTo(tensor.at(a * 6 + b * 2 + c));
                }
            }
        }
    }

    @Test
    void broadcastingRepeatsAlongAxesOfOne() {
        assertThat(Broadcast.of(Shape.of(2, 1), Shape.of(3))).isEqualTo(Shape.of(2, 3));
        assertThat(Broadcast.indices(Shape.of(2, 1), Shape.of(2, 3))).containsExactly(0, 0, 0, 1, 1, 1);
        assertThat(Broadcast.indices(Shape.SCALAR, Shape.of(2))).containsExactly(0, 0);
        assertThatThrownBy(() -> Broadcast.of(Shape.of(2), Shape.of(3))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void floatsAreEqualByTheirBits() {
        assertThat(FloatTensor.of(Shape.of(1), Float.NaN)).isEqualTo(FloatTensor.of(Shape.of(1), Float.NaN));
        assertThat(FloatTensor.of(Shape.of(1), 0.0f)).isNotEqualTo(FloatTensor.of(Shape.of(1), -0.0f));
        FloatTensor half = FloatTensor.of(Shape.of(1), FloatType.F16, new double[] {0.5});
        assertThat(half).isNotEqualTo(FloatTensor.of(Shape.of(1), 0.5f));
        assertThat(half.exactAt(0)).hasToString("1p-1");
    }
}
