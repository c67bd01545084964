package io.goshawk.cpp.view;

import java.util.List;

/// Nested loops that read elements in another order.
///
/// @param heads the lines that open the loops
/// @param indent of the line inside them
/// @param from the index of the element that is read
/// @param tails the lines that close the loops
/// @param result the type of the result
public record OrderView(List<String> heads, String indent, String from, List<String> tails, String result) {
    public OrderView {
        heads = List.copyOf(heads);
        tails = List.copyOf(tails);
    }
}
