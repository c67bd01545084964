package io.goshawk.frontend.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goshawk.frontend.protos.SparseTensorProto;
import io.goshawk.frontend.protos.TensorProto;
import io.goshawk.frontend.protos.TensorProto.DataType;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SparseReaderTest {
    private static final Location AT = new Location.OnnxValue("test.onnx", "w");

    private static Tensor read(TensorProto values, TensorProto indices, long... dims) {
        SparseTensorProto.Builder sparse =
                SparseTensorProto.newBuilder().setValues(values).setIndices(indices);
        LongStream.of(dims).forEach(sparse::addDims);
        return SparseReader.read(sparse.build(), AT, "sparse initialiser \"w\"");
    }

    private static TensorProto floats(float... values) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setDataType(DataType.FLOAT_VALUE).addDims(values.length);
        for (float value : values) {
            tensor.addFloatData(value);
        }
        return tensor.build();
    }

    private static TensorProto places(List<Long> dims, long... values) {
        return TensorProto.newBuilder()
                .setDataType(DataType.INT64_VALUE)
                .addAllDims(dims)
                .addAllInt64Data(LongStream.of(values).boxed().toList())
                .build();
    }

    @Test
    void placesCountRowMajorOrAxisByAxis() {
        FloatTensor expected = FloatTensor.of(Shape.of(2, 3), 0, 5, 0, 0, 0, -6);
        assertThat(read(floats(5, -6), places(List.of(2L), 1, 5), 2, 3)).isEqualTo(expected);
        assertThat(read(floats(5, -6), places(List.of(2L, 2L), 0, 1, 1, 2), 2, 3))
                .isEqualTo(expected);
        assertThat(read(floats(), places(List.of(0L)), 2)).isEqualTo(FloatTensor.of(Shape.of(2), 0, 0));
        assertThat(read(places(List.of(1L), 9), places(List.of(1L), 2), 3))
                .isEqualTo(IntTensor.of(Shape.of(3), 0, 0, 9));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> read(floats(1), places(List.of(1L), 6), 2, 3)).hasMessageContaining("place 6 of 6");
        assertThatThrownBy(() -> read(floats(1), places(List.of(1L), -1), 2, 3)).hasMessageContaining("place -1");
        assertThatThrownBy(() -> read(floats(1), places(List.of(1L, 2L), 0, 3), 2, 3))
                .hasMessageContaining("place 3 of 3");
        assertThatThrownBy(() -> read(floats(1), places(List.of(2L), 0, 1), 2, 3))
                .hasMessageContaining("values of shape [1] and places of shape [2]");
        assertThatThrownBy(() -> read(floats(1), floats(1), 2, 3)).hasMessageContaining("no integers");
        assertThatThrownBy(() -> read(floats(1), places(List.of(1L), 0), 1 << 20, 1 << 20))
                .hasMessageContaining("more than 2^31 - 1");
        assertThatThrownBy(() -> WorkBudget.within(() -> read(floats(1), places(List.of(1L), 0), 1 << 15, 1 << 15)))
                .hasMessageContaining("would be made up");
    }
}
