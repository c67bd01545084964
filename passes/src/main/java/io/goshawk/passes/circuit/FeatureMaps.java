package io.goshawk.passes.circuit;

import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.integer.Conv;
import io.goshawk.ir.integer.MaxPool;
import io.goshawk.ir.integer.WeightedSum;
import io.goshawk.ir.integer.WindowSum;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.window.Neighbourhood;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Operations on feature maps, unrolled: a window at each of its places.
final class FeatureMaps {
    private final Unrolling unrolling;

    FeatureMaps(Unrolling unrolling) {
        this.unrolling = unrolling;
    }

    int[] convolve(Conv op, Location at) {
        IntTensor weights = unrolling.weights(op.weights(), at);
        Netlist netlist = unrolling.begin(at);
        int[] wires = unrolling.wires(op.input());
        Shape data = op.input().shape();
        Shape result = op.resultType().shape();
        int outputs = weights.shape().extent(0) / op.groups();
        int inputs = weights.shape().extent(1);
        Neighbourhood windows = windows(data, weights.shape().extents().subList(2, data.rank()), op.window());
        int places = result.stride(1);
        int[] output = new int[result.size()];
        for (int group = 0; group < op.groups(); group++) {
            Products products = new Products(netlist, columns(weights, group * outputs, outputs));
            for (int image = 0; image < data.extent(0); image++) {
                int first = image * data.extent(1) + group * inputs;
                for (int place = 0; place < places; place++) {
                    int[] sums = products.row(row(netlist, wires, first, inputs, windows, place, op.padding()));
                    for (int channel = 0; channel < outputs; channel++) {
                        int map = image * result.extent(1) + group * outputs + channel;
                        output[map * places + place] = sums[channel];
                    }
                }
            }
        }
        return output;
    }

    private static Neighbourhood windows(Shape data, List<Integer> kernel, io.goshawk.ir.window.Window window) {
        return new Neighbourhood(data.extents().subList(2, data.rank()), kernel, window);
    }

    /// {@return the weights of `count` outputs as a matrix, a column for each}
    private static IntTensor columns(IntTensor weights, int from, int count) {
        int depth = weights.shape().stride(0);
        int[] sources = IntStream.range(0, depth * count)
                .map(i -> (from + i % count) * depth + i / count)
                .toArray();
        return weights.gather(Shape.of(depth, count), sources);
    }

    /// {@return the wires under a window that covers `maps` maps from `first` on}
    private static int[] row(
            Netlist netlist, int[] wires, int first, int maps, Neighbourhood windows, int place, BigInteger padding) {
        int[] row = new int[maps * windows.taps()];
        for (int i = 0; i < row.length; i++) {
            int element = windows.element(place, i % windows.taps());
            int map = first + i / windows.taps();
            row[i] = element < 0 ? netlist.constant(padding) : wires[map * windows.plane() + element];
        }
        return row;
    }

    int[] sum(WindowSum op, Location at) {
        Netlist netlist = unrolling.begin(at);
        int[] wires = unrolling.wires(op.input());
        Shape result = op.resultType().shape();
        Neighbourhood windows = windows(op.input().shape(), op.kernel(), op.window());
        int places = result.stride(1);
        int[] output = new int[result.size()];
        for (int i = 0; i < output.length; i++) {
            int[] row = row(netlist, wires, i / places, 1, windows, i % places, op.padding());
            long constant = 0;
            List<Term> terms = new ArrayList<>();
            for (int wire : row) {
                if (netlist.isConstant(wire)) {
                    constant = Math.addExact(constant, netlist.min(wire));
                } else {
                    terms.add(new Term(wire, 0, false, terms.size()));
                }
            }
            output[i] = AdderTree.sum(netlist, terms, constant);
        }
        return output;
    }

    int[] largest(MaxPool op, Location at) {
        Netlist netlist = unrolling.begin(at);
        int[] wires = unrolling.wires(op.input());
        Shape result = op.resultType().shape();
        Neighbourhood windows = windows(op.input().shape(), op.kernel(), op.window());
        int places = result.stride(1);
        int[] output = new int[result.size()];
        Maxima maxima = new Maxima(netlist);
        for (int i = 0; i < output.length; i++) {
            int place = i % places;
            int map = i / places * windows.plane();
            output[i] = maxima.value(IntStream.range(0, windows.taps())
                    .map(tap -> windows.element(place, tap))
                    .filter(element -> element >= 0)
                    .map(element -> wires[map + element])
                    .toArray());
        }
        return output;
    }

    int[] add(WeightedSum op, Location at) {
        Netlist netlist = unrolling.begin(at);
        int[] left = unrolling.wires(op.left());
        int[] right = unrolling.wires(op.right());
        IntTensor factors = IntTensor.of(Shape.of(2, 1), List.of(op.leftFactor(), op.rightFactor()));
        Products products = new Products(netlist, factors);
        int[] output = new int[left.length];
        for (int i = 0; i < output.length; i++) {
            output[i] = products.row(new int[] {left[i], right[i]})[0];
        }
        return output;
    }
}
