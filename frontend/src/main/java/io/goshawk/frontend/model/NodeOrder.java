package io.goshawk.frontend.model;

import io.goshawk.frontend.protos.NodeProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.IntStream;

/// Nodes in an order in which each follows what it reads, as close to the file's as may be.
///
/// @param sorted places in the file of the nodes that can be ordered
/// @param stuck places of those that lie on a cycle or behind one
/// @param cycles for each cycle that was found, the places of the nodes on it, each reading the one after
public record NodeOrder(List<Integer> sorted, List<Integer> stuck, List<List<Integer>> cycles) {
    /// {@return the order of `nodes`}
    public static NodeOrder of(List<NodeProto> nodes) {
        List<List<Integer>> sources = sources(nodes);
        List<List<Integer>> readers =
                nodes.stream().<List<Integer>>map(_ -> new ArrayList<>()).toList();
        int[] waiting = new int[nodes.size()];
        PriorityQueue<Integer> ready = new PriorityQueue<>();
        for (int node = 0; node < nodes.size(); node++) {
            waiting[node] = sources.get(node).size();
            for (int source : sources.get(node)) {
                readers.get(source).add(node);
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
        List<Integer> stuck = IntStream.range(0, nodes.size())
                .filter(i -> !sorted.contains(i))
                .boxed()
                .toList();
        return new NodeOrder(List.copyOf(sorted), stuck, cycles(sources, stuck));
    }

    private static List<List<Integer>> sources(List<NodeProto> nodes) {
        Map<String, Integer> producers = new HashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            for (String output : nodes.get(i).getOutputList()) {
                producers.putIfAbsent(output, i);
            }
        }
        producers.remove("");
        return nodes.stream()
                .map(node -> node.getInputList().stream()
                        .filter(producers::containsKey)
                        .map(producers::get)
                        .distinct()
                        .toList())
                .toList();
    }

    /// Every stuck node reads a stuck node, so walking from reader to source must come back to where it was.
    private static List<List<Integer>> cycles(List<List<Integer>> sources, List<Integer> stuck) {
        List<List<Integer>> cycles = new ArrayList<>();
        Set<Integer> open = new LinkedHashSet<>(stuck);
        Set<Integer> seen = new LinkedHashSet<>();
        for (int start : stuck) {
            List<Integer> path = new ArrayList<>();
            int node = start;
            while (seen.add(node)) {
                path.add(node);
                node = sources.get(node).stream()
                        .filter(open::contains)
                        .findFirst()
                        .orElseThrow();
            }
            if (path.contains(node)) {
                cycles.add(List.copyOf(path.subList(path.indexOf(node), path.size())));
            }
        }
        return cycles;
    }
}
