package io.goshawk.frontend.operators.reduction;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What an Einsum says: a label for each axis of each operand and of the result. Letters are labelled by themselves,
/// the axes of an ellipsis by negative numbers, from -1 for the last one on.
record Equation(List<List<Integer>> operands, List<Integer> result) {
    private static final String ELLIPSIS = "...";

    /// {@return what `text`, without blanks, says of operands of the ranks `ranks`, where it says something}
    static Optional<Equation> parse(String text, List<Integer> ranks) {
        int arrow = text.indexOf("->");
        List<String> terms = List.of((arrow < 0 ? text : text.substring(0, arrow)).split(",", -1));
        if (terms.size() != ranks.size()) {
            return Optional.empty();
        }
        List<List<Integer>> operands = new ArrayList<>();
        int widest = 0;
        for (int i = 0; i < terms.size(); i++) {
            String letters = terms.get(i).replace(ELLIPSIS, "");
            int rest = ranks.get(i) - letters.length();
            boolean open = terms.get(i).contains(ELLIPSIS);
            if (!areLetters(letters) || rest < 0 || (rest > 0 && !open)) {
                return Optional.empty();
            }
            widest = Math.max(widest, rest);
            operands.add(labels(terms.get(i), rest));
        }
        List<Integer> result = arrow < 0 ? implied(operands, widest) : labels(text.substring(arrow + 2), widest);
        return fits(result, operands, widest) ? Optional.of(new Equation(operands, result)) : Optional.empty();
    }

    private static boolean fits(List<Integer> result, List<List<Integer>> operands, int widest) {
        List<Integer> known = operands.stream().flatMap(List::stream).toList();
        long open = result.stream().filter(label -> label < 0).count();
        return known.containsAll(result) && new HashSet<>(result).size() == result.size() && open == widest;
    }

    private static boolean areLetters(String text) {
        return text.chars().allMatch(Character::isLetter);
    }

    /// {@return the labels of `term`, whose ellipsis, if any, stands for `open` axes}
    private static List<Integer> labels(String term, int open) {
        List<Integer> labels = new ArrayList<>();
        int dots = term.indexOf(ELLIPSIS);
        String front = dots < 0 ? term : term.substring(0, dots);
        front.chars().forEach(labels::add);
        if (dots >= 0) {
            Stream.iterate(-open, label -> label < 0, label -> label + 1).forEach(labels::add);
            term.substring(dots + ELLIPSIS.length()).chars().forEach(labels::add);
        }
        return labels;
    }

    /// {@return the axes of the ellipsis, then the letters that occur once, in the order of the alphabet}
    private static List<Integer> implied(List<List<Integer>> operands, int widest) {
        TreeMap<Integer, Integer> counts = new TreeMap<>();
        operands.forEach(labels -> labels.forEach(label -> counts.merge(label, 1, Integer::sum)));
        List<Integer> result = new ArrayList<>();
        Stream.iterate(-widest, label -> label < 0, label -> label + 1).forEach(result::add);
        counts.forEach((label, count) -> {
            if (label >= 0 && count == 1) {
                result.add(label);
            }
        });
        return result;
    }
}
