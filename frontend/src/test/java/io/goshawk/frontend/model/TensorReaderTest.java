package io.goshawk.frontend.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.goshawk.frontend.protos.TensorProto;
import io.goshawk.frontend.protos.TensorProto.DataType;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorReaderTest {
    private static final Location AT = new Location.OnnxValue("test.onnx", "w");

    private static Tensor read(TensorProto.Builder proto) {
        return TensorReader.read(proto.build(), AT, "initialiser \"w\"");
    }

    private static TensorProto.Builder tensor(DataType type, long... dims) {
        TensorProto.Builder proto = TensorProto.newBuilder().setName("w").setDataType(type.getNumber());
        for (long dim : dims) {
            proto.addDims(dim);
        }
        return proto;
    }

    private static ByteString hex(String text) {
        return ByteString.copyFrom(HexFormat.of().parseHex(text));
    }

    @ParameterizedTest
    @CsvSource({
        "FLOAT, 0000c03f000020c0, F32", "DOUBLE, 000000000000f83f00000000000004c0, F64",
        "FLOAT16, 003e00c1, F16", "BFLOAT16, c03f20c0, BF16"
    })
    void floatsLieRawInLittleEndian(DataType type, String bytes, FloatType expected) {
        assertThat(read(tensor(type, 2).setRawData(hex(bytes))))
                .isEqualTo(FloatTensor.of(Shape.of(2), expected, new double[] {1.5, -2.5}));
    }

    @Test
    void floatsLieInTheirFields() {
        assertThat(read(tensor(DataType.FLOAT, 2).addFloatData(1.5f).addFloatData(-2.5f)))
                .isEqualTo(FloatTensor.of(Shape.of(2), 1.5f, -2.5f));
        assertThat(read(tensor(DataType.DOUBLE, 1).addDoubleData(0.1)))
                .isEqualTo(FloatTensor.of(Shape.of(1), FloatType.F64, new double[] {0.1}));
        assertThat(read(tensor(DataType.FLOAT16, 2).addAllInt32Data(List.of(0x3e00, 0xc100))))
                .isEqualTo(FloatTensor.of(Shape.of(2), FloatType.F16, new double[] {1.5, -2.5}));
        assertThat(read(tensor(DataType.BFLOAT16, 2).addAllInt32Data(List.of(0x3fc0, 0xc020))))
                .isEqualTo(FloatTensor.of(Shape.of(2), FloatType.BF16, new double[] {1.5, -2.5}));
    }

    @ParameterizedTest
    @CsvSource({
        "INT8, 7f80, 127, -128", "UINT8, 7f80, 127, 128", "INT16, ff7f0080, 32767, -32768",
        "UINT16, ff7f0080, 32767, 32768", "INT32, 01000000feffffff, 1, -2", "UINT32, 01000000feffffff, 1, 4294967294",
        "INT64, 0100000000000000feffffffffffffff, 1, -2", "BOOL, 0100, 1, 0"
    })
    void integersLieRawInLittleEndian(DataType type, String bytes, long first, long second) {
        assertThat(read(tensor(type, 2).setRawData(hex(bytes)))).isEqualTo(IntTensor.of(Shape.of(2), first, second));
    }

    @Test
    void integersLieInTheirFields() {
        assertThat(read(tensor(DataType.INT8, 2).addAllInt32Data(List.of(5, -6))))
                .isEqualTo(IntTensor.of(Shape.of(2), 5, -6));
        assertThat(read(tensor(DataType.UINT32, 1).addUint64Data(7))).isEqualTo(IntTensor.of(Shape.of(1), 7));
        assertThat(read(tensor(DataType.INT64).addInt64Data(-8))).isEqualTo(IntTensor.of(Shape.SCALAR, -8));
    }

    @Test
    void anEmptyTensorNeedsNoData() {
        assertThat(read(tensor(DataType.INT64, 0)).shape()).isEqualTo(Shape.of(0));
    }

    @Test
    void dataThatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> read(tensor(DataType.FLOAT, 3).addFloatData(1)))
                .hasMessage("initialiser \"w\" of shape [3] needs 3 elements and has 1");
        assertThatThrownBy(() -> read(tensor(DataType.FLOAT, 2).setRawData(hex("0000c03f00"))))
                .hasMessage("initialiser \"w\" of shape [2] needs 8 bytes and has 5");
        assertThatThrownBy(() -> read(tensor(DataType.INT8, 1).addInt32Data(128)))
                .hasMessageContaining("holds 128");
        assertThatThrownBy(() -> read(tensor(DataType.FLOAT, 3))).hasMessageContaining("has 0");
    }

    @Test
    void absurdSizesAreRefusedBeforeAnythingIsAllocated() {
        assertThatThrownBy(() -> read(
                        tensor(DataType.FLOAT, 1_000_000_000, 1_000_000_000).addFloatData(1)))
                .hasMessageContaining("more than 2^31 - 1 elements");
        assertThatThrownBy(() -> read(tensor(DataType.FLOAT, 1L << 32, 1L << 32, 1L << 32)))
                .hasMessageContaining("more than 2^31 - 1 elements");
        assertThatThrownBy(() -> read(tensor(DataType.FLOAT, 2_000_000_000))).hasMessageContaining("has 0");
        assertThatThrownBy(() -> read(tensor(DataType.FLOAT, 3, -1))).hasMessageContaining("negative extent -1");
    }

    @Test
    void whatIsElsewhereWasReportedBefore() {
        assertThatThrownBy(() -> read(tensor(DataType.FLOAT, 1).setDataLocation(TensorProto.DataLocation.EXTERNAL)))
                .isInstanceOfSatisfying(
                        Unconvertible.class,
                        refusal -> assertThat(refusal.reason()).isEmpty());
    }

    @Test
    void viewsOfLargerDataAreRead() {
        ByteString file = hex("ffffff0100000000000000feffffffffffffff");
        assertThat(read(tensor(DataType.INT64, 2).setRawData(file.substring(3))))
                .isEqualTo(IntTensor.of(Shape.of(2), 1, -2));
    }

    @ParameterizedTest
    @CsvSource({"INT4, 8f07, -1, -8, 7", "UINT4, 8f07, 15, 8, 7", "INT2, 2d, 1, -1, -2", "UINT2, 2d, 1, 3, 2"})
    void smallIntegersArePackedFirstInTheLowBits(DataType type, String bytes, long a, long b, long c) {
        IntTensor expected = IntTensor.of(Shape.of(3), a, b, c);
        assertThat(read(tensor(type, 3).setRawData(hex(bytes)))).isEqualTo(expected);
        TensorProto.Builder inField = tensor(type, 3);
        for (byte packed : HexFormat.of().parseHex(bytes)) {
            inField.addInt32Data(packed & 0xff);
        }
        assertThat(read(inField)).isEqualTo(expected);
        TensorProto.Builder unpacked = tensor(type, 3);
        expected.toBigs().forEach(value -> unpacked.addInt32Data(value.intValue()));
        assertThat(read(unpacked)).isEqualTo(expected);
    }

    @Test
    void packedIntegersThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> read(tensor(DataType.INT4, 3).setRawData(hex("8f0700"))))
                .hasMessage("initialiser \"w\" of shape [3] needs 2 bytes and has 3");
        assertThatThrownBy(() -> read(tensor(DataType.INT4, 3).addAllInt32Data(List.of(8, 0, 0))))
                .hasMessageContaining("holds 8");
        assertThatThrownBy(() -> read(tensor(DataType.UINT2, 1_000_000))).hasMessageContaining("has 0");
    }

    @Test
    void unsignedLongsKeepTheirTopBit() {
        assertThat(read(tensor(DataType.UINT64, 1).setRawData(hex("ffffffffffffffff"))))
                .isEqualTo(IntTensor.of(Shape.of(1), List.of(new java.math.BigInteger("18446744073709551615"))));
    }

    @Test
    void typesThatAreUnknownAreRefused() {
        assertThatThrownBy(() -> read(tensor(DataType.STRING, 1))).hasMessageContaining("type STRING");
        assertThatThrownBy(() -> read(tensor(DataType.COMPLEX64, 1))).hasMessageContaining("COMPLEX64");
        assertThatThrownBy(() -> read(tensor(DataType.FLOAT, 1).setDataType(99)))
                .hasMessageContaining("number 99");
    }
}
