package io.goshawk.cli.conform;

import io.goshawk.frontend.ModelOutline;
import io.goshawk.frontend.OperatorName;
import io.goshawk.ir.diag.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// A case and the operator that it is about.
public record Subject(TestCase test, OperatorName operator) {
    /// ONNX's cases for the body of an operator that is a function, such as `test_clip_expanded`.
    private static final Pattern EXPANDED = Pattern.compile("_expanded(_ver\\d+)?$");

    /// {@return the operator that each case is about, in the order of `cases`}
    ///
    /// That of the only node. Where there are several, the operator of the case of one node whose name begins
    /// with the most of the same words, such as `test_clip` for `test_clip_expanded`; else the one that the
    /// case's name names.
    public static List<Subject> of(List<TestCase> cases) {
        List<List<OperatorName>> operators =
                cases.stream().map(Subject::operators).toList();
        Map<String, OperatorName> single = new TreeMap<>();
        for (int i = 0; i < cases.size(); i++) {
            if (operators.get(i).size() == 1) {
                single.put(cases.get(i).name(), operators.get(i).getFirst());
            }
        }
        List<Subject> subjects = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            TestCase test = cases.get(i);
            OperatorName own = operators.get(i).size() == 1
                    ? operators.get(i).getFirst()
                    : several(test.name(), operators.get(i), single);
            subjects.add(new Subject(test, own));
        }
        return subjects;
    }

    /// {@return the operators of the case's model, each once; none where it is no model}
    private static List<OperatorName> operators(TestCase test) {
        try {
            return ModelOutline.of(test.model().read(), test.name()).nodes().stream()
                    .distinct()
                    .toList();
        } catch (IOException | Refusal _) {
            return List.of(); // the run says why
        }
    }

    private static OperatorName several(String name, List<OperatorName> operators, Map<String, OperatorName> single) {
        boolean expanded = EXPANDED.matcher(name).find();
        String base = EXPANDED.matcher(name).replaceFirst("");
        Optional<String> sibling = single.keySet().stream()
                .filter(other -> expanded && alike(base, other) >= 2)
                .max(Comparator.<String>comparingInt(other -> alike(base, other))
                        .thenComparing(Comparator.comparingInt(String::length).reversed())
                        .thenComparing(Comparator.reverseOrder()));
        String letters = name.replace("_", "").toLowerCase(Locale.ROOT);
        return sibling.map(single::get)
                .or(() -> operators.stream()
                        .filter(operator -> letters.contains(operator.type().toLowerCase(Locale.ROOT)))
                        .max(Comparator.<OperatorName>comparingInt(
                                        operator -> operator.type().length())
                                .thenComparing(Comparator.naturalOrder())))
                .or(() -> operators.stream()
                        .filter(operator -> !operator.type().equals("Constant"))
                        .findFirst())
                .orElse(new OperatorName("", "(none)"));
    }

    /// {@return how many words, parted by `_`, the names begin with in common}
    private static int alike(String one, String other) {
        String[] a = one.split("_", -1);
        String[] b = other.split("_", -1);
        int count = 0;
        while (count < a.length && count < b.length && a[count].equals(b[count])) {
            count++;
        }
        return count;
    }
}
