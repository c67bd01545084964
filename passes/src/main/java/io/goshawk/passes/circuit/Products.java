package io.goshawk.passes.circuit;

import io.goshawk.ir.tensor.IntTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Constant matrix products as shifts and adders: for each input its odd multiples, built once for all outputs;
/// for each output one adder tree.
final class Products {
    private final Netlist netlist;
    private final long[] weights;
    private final int depth;
    private final int columns;

    /// @param weights of shape `[depth, columns]`
    Products(Netlist netlist, IntTensor weights) {
        this.netlist = netlist;
        this.weights = weights.toLongs();
        this.depth = weights.shape().extent(0);
        this.columns = weights.shape().extent(1);
    }

    /// {@return the wires of one row's outputs}
    /// @param row the wires of its inputs
    int[] row(int[] row) {
        List<List<Term>> terms = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            terms.add(new ArrayList<>());
        }
        long[] constants = new long[columns];
        for (int k = 0; k < depth; k++) {
            if (netlist.isConstant(row[k])) {
                addConstant(netlist.min(row[k]), k, constants);
            } else {
                addMultiples(row[k], k, terms);
            }
        }
        List<List<Term>> shared = NeighbourSharing.share(netlist, terms);
        int[] sums = new int[columns];
        for (int column = 0; column < columns; column++) {
            sums[column] = AdderTree.sum(netlist, shared.get(column), constants[column]);
        }
        return sums;
    }

    private void addConstant(long value, int k, long[] constants) {
        for (int column = 0; column < columns; column++) {
            long product = Math.multiplyExact(value, weights[k * columns + column]);
            constants[column] = Math.addExact(constants[column], product);
        }
    }

    private void addMultiples(int wire, int k, List<List<Term>> terms) {
        Set<Long> factors = new TreeSet<>();
        for (int column = 0; column < columns; column++) {
            long weight = weights[k * columns + column];
            if (weight != 0) {
                factors.add(Math.abs(weight) >> Long.numberOfTrailingZeros(weight));
            }
        }
        Multiples multiples = new Multiples(netlist, wire);
        multiples.prepare(factors);
        for (int column = 0; column < columns; column++) {
            long weight = weights[k * columns + column];
            if (weight != 0) {
                terms.get(column).add(multiples.times(weight, k));
            }
        }
    }
}
