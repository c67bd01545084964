package io.goshawk.frontend.model;

import io.goshawk.frontend.protos.TensorProto.DataType;
import io.goshawk.ir.ElementType;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.diag.Code;

/// The element types of ONNX, by the numbers that files carry.
public final class ElementTypes {
    private ElementTypes() {}

    /// {@return the type with `number`; UNDEFINED for a number that ONNX has not}
    public static DataType of(int number) {
        DataType type = DataType.forNumber(number);
        return type == null ? DataType.UNDEFINED : type;
    }

    /// {@return the type that the elements of a graph input have in the IR}
    /// @throws Unconvertible if they are strings or complex numbers
    public static ElementType element(int number, Location at, String what) {
        return switch (of(number)) {
            case FLOAT -> FloatType.F32;
            case DOUBLE -> FloatType.F64;
            case FLOAT16 -> FloatType.F16;
            case BFLOAT16 -> FloatType.BF16;
            case BOOL -> IntType.u(1);
            case UINT2 -> IntType.u(2);
            case INT2 -> IntType.s(2);
            case UINT4 -> IntType.u(4);
            case INT4 -> IntType.s(4);
            case UINT8 -> IntType.u(8);
            case INT8 -> IntType.s(8);
            case UINT16 -> IntType.u(16);
            case INT16 -> IntType.s(16);
            case UINT32 -> IntType.u(32);
            case INT32 -> IntType.s(32);
            case UINT64 -> IntType.u(64);
            case INT64 -> IntType.s(64);
            case FLOAT8E4M3FN -> FloatType.F8E4M3FN;
            case FLOAT8E4M3FNUZ -> FloatType.F8E4M3FNUZ;
            case FLOAT8E5M2 -> FloatType.F8E5M2;
            case FLOAT8E5M2FNUZ -> FloatType.F8E5M2FNUZ;
            case FLOAT8E8M0 -> FloatType.F8E8M0;
            case FLOAT4E2M1 -> FloatType.F4E2M1;
            case UNDEFINED, STRING, COMPLEX64, COMPLEX128 -> throw unsupported(number, at, what);
        };
    }

    /// {@return the number that files give the type `element`}
    /// @throws Unconvertible if ONNX has no such elements
    public static int number(ElementType element, Location at) {
        for (DataType type : DataType.values()) {
            try {
                if (element(type.getNumber(), at, "the tensor").equals(element)) {
                    return type.getNumber();
                }
            } catch (Unconvertible _) {
                // a type without elements here stands for none of them
            }
        }
        throw Unconvertible.because(Code.NOT_EXPORTABLE, at, "ONNX has no elements of type " + element);
    }

    /// {@return the refusal of elements of the type with `number`}
    public static Unconvertible unsupported(int number, Location at, String what) {
        DataType type = of(number);
        String name = type == DataType.UNDEFINED ? "number " + number : type.name();
        return Unconvertible.because(Code.UNSUPPORTED_FEATURE, at, what + " has elements of type " + name)
                .hint("use floats, integers or truth values");
    }
}
