package io.goshawk.ir.text;

import io.goshawk.ir.Op;
import io.goshawk.ir.circuit.CircuitOp;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.quant.QuantOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/// Every operation by its name in text. The sealed interfaces are the registry: their permitted records, and
/// theirs, are the operations.
final class OperationTable {
    private static final OperationTable INSTANCE = new OperationTable();

    private final Map<String, RecordText> operations = new TreeMap<>();

    private OperationTable() {
        List<Class<? extends Op>> roots =
                new ArrayList<>(List.of(OnnxOp.class, QuantOp.class, IntegerOp.class, CircuitOp.class));
        ServiceLoader.load(DialectProvider.class).forEach(provider -> roots.addAll(provider.dialects()));
        roots.forEach(this::collect);
    }

    private void collect(Class<?> type) {
        if (type.isRecord()) {
            operations.put(Naming.operation(type), RecordText.of(type));
        } else if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                collect(permitted);
            }
        }
    }

    static OperationTable instance() {
        return INSTANCE;
    }

    /// {@return every operation by name, in order}
    Map<String, RecordText> operations() {
        return operations;
    }
}
