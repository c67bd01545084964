package io.goshawk.frontend.model;

import io.goshawk.frontend.protos.NodeProto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// Nodes in an order in which each follows what it reads, as close to the file's as may be.
///
/// @param sorted places in the file of the nodes that can be ordered
/// @param stuck places of those that lie on a cycle or behind one
/// @param cycles the places of the nodes on each cycle, in the direction of the data, the first in the file first;
///     of cycles that share a node, one; of very many, the first few
public record NodeOrder(List<Integer> sorted, List<Integer> stuck, List<List<Integer>> cycles) {
    /// A damaged file can have as many cycles as nodes; each takes a walk over all of them to find.
    private static final int MAX_CYCLES = 16;

    /// {@return the order of `nodes`}
    /// @param given whether a value is there from the start: an input or an initialiser
    public static NodeOrder of(List<NodeProto> nodes, Predicate<String> given) {
        List<List<Integer>> sources = sources(nodes, given);
        Set<Integer> sorted = sortable(sources, Set.of());
        List<Integer> stuck = missing(nodes.size(), sorted);
        List<List<Integer>> cycles = new ArrayList<>();
        Set<Integer> settled = new LinkedHashSet<>(sorted);
        while (settled.size() < nodes.size() && cycles.size() < MAX_CYCLES) {
            List<Integer> cycle = cycle(sources, settled);
            cycles.add(cycle);
            settled.addAll(cycle);
            settled.addAll(sortable(sources, settled));
        }
        return new NodeOrder(List.copyOf(sorted), stuck, cycles);
    }

    private static List<Integer> missing(int count, Set<Integer> nodes) {
        return IntStream.range(0, count).filter(i -> !nodes.contains(i)).boxed().toList();
    }

    private static List<List<Integer>> sources(List<NodeProto> nodes, Predicate<String> given) {
        Map<String, Integer> producers = new HashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            for (String output : nodes.get(i).getOutputList()) {
                if (!output.isEmpty() && !given.test(output)) {
                    producers.putIfAbsent(output, i);
                }
            }
        }
        return nodes.stream()
                .map(node -> node.getInputList().stream()
                        .filter(producers::containsKey)
                        .map(producers::get)
                        .distinct()
                        .toList())
                .toList();
    }

    /// {@return the nodes that can follow all they read, in order, where `settled` ones need not be waited for}
    private static Set<Integer> sortable(List<List<Integer>> sources, Set<Integer> settled) {
        List<List<Integer>> readers =
                sources.stream().<List<Integer>>map(_ -> new ArrayList<>()).toList();
        int[] waiting = new int[sources.size()];
        PriorityQueue<Integer> ready = new PriorityQueue<>();
        for (int node : missing(sources.size(), settled)) {
            for (int source : sources.get(node)) {
                if (!settled.contains(source)) {
                    readers.get(source).add(node);
                    waiting[node]++;
                }
            }
            if (waiting[node] == 0) {
                ready.add(node);
            }
        }
        Set<Integer> sorted = new LinkedHashSet<>();
        while (!ready.isEmpty()) {
            int node = ready.remove();
            sorted.add(node);
            readers.get(node).stream().filter(reader -> --waiting[reader] == 0).forEach(ready::add);
        }
        return sorted;
    }

    /// Each node that is not settled reads another such, so walking from reader to source comes back somewhere.
    private static List<Integer> cycle(List<List<Integer>> sources, Set<Integer> settled) {
        Set<Integer> path = new LinkedHashSet<>();
        int node = missing(sources.size(), settled).getFirst();
        while (path.add(node)) {
            node = sources.get(node).stream()
                    .filter(source -> !settled.contains(source))
                    .findFirst()
                    .orElseThrow();
        }
        List<Integer> walked = List.copyOf(path);
        List<Integer> cycle = new ArrayList<>(
                walked.subList(walked.indexOf(node), walked.size()).reversed());
        Collections.rotate(cycle, -cycle.indexOf(Collections.min(cycle)));
        return cycle;
    }
}
