package io.goshawk.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goshawk.harness.npy.NpyArray;
import io.goshawk.harness.npy.NpyType;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.num.IntRange;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VectorsTest {
    private static final DesignPort A = DesignPort.of("a", Shape.of(1, 3), IntType.s(8));
    private static final DesignPort B = new DesignPort("b", "b", Shape.SCALAR, IntType.u(6), IntRange.of(5, 9));
    private static final List<DesignPort> PORTS = List.of(A, B);

    @Test
    void theSameSeedMakesTheSameVectors() {
        assertThat(Vectors.mixed(PORTS, List.of(), 500, 1)).isEqualTo(Vectors.mixed(PORTS, List.of(), 500, 1));
        assertThat(Vectors.mixed(PORTS, List.of(), 500, 1)).isNotEqualTo(Vectors.mixed(PORTS, List.of(), 500, 2));
        assertThat(Vectors.uniform(PORTS, 500, 1)).isEqualTo(Vectors.uniform(PORTS, 500, 1));
    }

    @Test
    void elementsStayInTheirRangesAndReachAllOfThem() {
        Batch batch = Vectors.mixed(PORTS, List.of(), 3000, 3);
        Set<Long> a = new HashSet<>();
        Set<Long> b = new HashSet<>();
        for (int i = 0; i < batch.count(); i++) {
            Arrays.stream(batch.vector(i, 0)).forEach(a::add);
            Arrays.stream(batch.vector(i, 1)).forEach(b::add);
        }
        assertThat(a).hasSize(256).contains(-128L, 127L);
        assertThat(b).containsExactlyInAnyOrder(5L, 6L, 7L, 8L, 9L);
    }

    @Test
    void theCornersComeFirst() {
        List<long[]> corners = Vectors.corners(PORTS, 100, new SplittableRandom(1));
        assertThat(corners).hasSize(7 + 4 * 4);
        assertThat(corners).contains(new long[] {-128, -128, -128, 5}, new long[] {127, 127, 127, 9});
        assertThat(corners).contains(new long[] {0, 0, 0, 5}, new long[] {-128, 127, -128, 9});
        assertThat(corners).contains(new long[] {0, 127, 0, 5}, new long[] {127, 127, -128, 9});
        assertThat(corners).contains(new long[] {-1, -1, -1, 5}, new long[] {1, 1, 1, 5});
        assertThat(Vectors.mixed(PORTS, List.of(), 100, 1).vector(1)).containsExactly(127, 127, 127, 9);
    }

    @Test
    void tooManyCornersAreSampled() {
        List<DesignPort> wide = List.of(DesignPort.of("x", Shape.of(784), IntType.u(1)));
        assertThat(Vectors.corners(wide, 200, new SplittableRandom(1)).size()).isEqualTo(7 + 48 * 4);
        assertThat(Vectors.mixed(wide, List.of(), 3, 1).count()).isEqualTo(3);
    }

    @Test
    void suppliedTiesComeBeforeAll() {
        Batch batch = Vectors.mixed(PORTS, List.of(new long[] {1, 2, 3, 7}), 10, 1);
        assertThat(batch.vector(0)).containsExactly(1, 2, 3, 7);
        assertThat(batch.count()).isEqualTo(10);
    }

    @Test
    void allSixtyFourBitsAreUsed() {
        DesignPort signed = DesignPort.of("s", Shape.SCALAR, IntType.s(64));
        DesignPort unsigned = DesignPort.of("u", Shape.SCALAR, IntType.u(64));
        Batch batch = Vectors.mixed(List.of(signed, unsigned), List.of(), 1000, 5);
        assertThat(batch.vector(0)).containsExactly(Long.MIN_VALUE, 0);
        assertThat(batch.vector(1)).containsExactly(Long.MAX_VALUE, -1);
        long negative = Arrays.stream(batch.values()).filter(x -> x < 0).count();
        assertThat(negative).isBetween(800L, 1200L);
        assertThat(unsigned.text(-1)).isEqualTo("18446744073709551615");
    }

    @Test
    void batchesHoldWhatTheyWereGiven() {
        Batch batch = Batch.of(PORTS, List.of(new long[] {1, 2, 3, 7}, new long[] {4, 5, 6, 8}));
        assertThat(batch.vector(1, 0)).containsExactly(4, 5, 6);
        assertThat(batch.vector(0, 1)).containsExactly(7);
        assertThat(batch.only(1).vector(0)).containsExactly(4, 5, 6, 8);
        assertThat(batch.first(1)).isEqualTo(batch.only(0));
        assertThat(batch.first(1).then(batch.only(1))).isEqualTo(batch);
        assertThatThrownBy(() -> new Batch(PORTS, 2, new long[7])).isInstanceOf(IllegalArgumentException.class);
    }

    private static NpyArray.Integers array(Shape shape, long... values) {
        return new NpyArray.Integers(shape, NpyType.INT64, values);
    }

    @Test
    void vectorsComeFromArrays() {
        NpyArray a = array(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
        Batch batch = Vectors.of(PORTS, Map.of("a", a, "b", array(Shape.of(2), 7, 8)));
        assertThat(batch.vector(0)).containsExactly(1, 2, 3, 7);
        assertThat(batch.vector(1)).containsExactly(4, 5, 6, 8);
        assertThat(Vectors.of(List.of(A), Map.of("any", a)).count()).isEqualTo(2);
        assertThat(Vectors.of(List.of(A), Map.of("a", array(Shape.of(1, 3), 1, 2, 3)))
                        .count())
                .isEqualTo(1);
    }

    @Test
    void arraysThatDoNotFitAreRefused() {
        NpyArray a = array(Shape.of(2, 3), 1, 2, 3, 4, 5, 128);
        NpyArray real = new NpyArray.Reals(Shape.of(1, 3), NpyType.FLOAT32, new double[3]);
        refused(List.of(A), Map.of("a", a), "holds 128 at element 2 of vector 1; [-128, 127] can be");
        refused(List.of(A), Map.of("a", real), "is FLOAT32, not raw bits");
        refused(List.of(A), Map.of("a", array(Shape.of(4), 1, 2, 3, 4)), "has shape (4), and a vector has 3 elements");
        refused(PORTS, Map.of("a", array(Shape.of(1, 3), 1, 2, 3)), "\"b\" is not among [a]");
        refused(PORTS, Map.of("a", array(Shape.of(1, 3), 1, 2, 3), "b", array(Shape.of(2), 7, 8)), "has 2 vectors");
    }

    private static void refused(List<DesignPort> ports, Map<String, NpyArray> arrays, String message) {
        assertThatThrownBy(() -> Vectors.of(ports, arrays))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("GHK-8003")
                .hasMessageContaining(message);
    }

    @Test
    void aComparisonNamesTheFirstDifference() {
        Batch left = Batch.of(PORTS, List.of(new long[] {1, 2, 3, 7}, new long[] {4, 5, 6, 8}));
        Batch right = Batch.of(PORTS, List.of(new long[] {1, 2, 3, 7}, new long[] {4, 5, 7, 9}));
        Comparison comparison = Comparison.of(left, right);
        assertThat(comparison.differences()).isEqualTo(2);
        assertThat(comparison.first().orElseThrow().toString()).isEqualTo("vector 1, output a[2]: expected 6, got 7");
        assertThat(Comparison.of(left, left).isEqual()).isTrue();
        assertThatThrownBy(() -> Comparison.of(left, left.only(0))).isInstanceOf(IllegalArgumentException.class);
    }
}
