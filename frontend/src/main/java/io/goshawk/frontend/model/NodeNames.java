package io.goshawk.frontend.model;

import io.goshawk.frontend.protos.NodeProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A name for every node: the model's own where it is there and unique, since ONNX demands neither.
public final class NodeNames {
    private NodeNames() {}

    /// {@return a unique name for each of `nodes`, in order}
    ///
    /// A node without a name is called by operator and place, such as `MatMul_3`; the second of two nodes with
    /// one name gets a suffix, such as `fc_2`.
    public static List<String> of(List<NodeProto> nodes) {
        Set<String> taken = new HashSet<>();
        Set<String> anywhere =
                new HashSet<>(nodes.stream().map(NodeProto::getName).toList());
        Map<String, Integer> copies = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            String given = nodes.get(i).getName();
            String stem = given.isBlank() ? nodes.get(i).getOpType() + "_" + i : given;
            String name = stem;
            for (int copy = copies.getOrDefault(stem, 2);
                    taken.contains(name) || (!name.equals(given) && anywhere.contains(name));
                    copy++) {
                name = stem + "_" + copy;
                copies.put(stem, copy + 1);
            }
            taken.add(name);
            names.add(name);
        }
        return names;
    }
}
