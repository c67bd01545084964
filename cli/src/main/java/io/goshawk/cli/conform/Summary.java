package io.goshawk.cli.conform;

import io.goshawk.cli.conform.Conformance.Result;
import io.goshawk.frontend.OperatorName;
import io.goshawk.ir.diag.Diagnostic;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The results of a conformance run by the operator that each case is about.
public final class Summary {
    /// A case's own words in a diagnostic.
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");

    private final Map<OperatorName, Row> rows = new TreeMap<>();
    private final List<Result> results;

    public Summary(List<Result> results) {
        this.results = List.copyOf(results);
        results.forEach(result ->
                rows.computeIfAbsent(result.subject().operator(), Row::new).add(result));
    }

    /// The cases of one operator.
    public static final class Row {
        private final OperatorName operator;
        private final TreeSet<Long> opsets = new TreeSet<>();
        private final Map<String, Integer> reasons = new TreeMap<>();
        private final int[] counts = new int[3];

        Row(OperatorName operator) {
            this.operator = operator;
        }

        void add(Result result) {
            opsets.add(result.opset());
            switch (result.verdict()) {
                case Verdict.Passed _ -> counts[0]++;
                case Verdict.Refused refused -> {
                    counts[1]++;
                    refused.why().forEach(why -> reasons.merge(reason(why), 1, Integer::sum));
                }
                case Verdict.Wrong wrong -> {
                    counts[2]++;
                    reasons.merge("WRONG: " + wrong.why(), 1, Integer::sum);
                }
            }
        }

        public OperatorName operator() {
            return operator;
        }

        /// {@return the oldest and the newest opset of the cases, such as `13-22`}
        public String opsets() {
            return opsets.first().equals(opsets.last()) ? "" + opsets.first() : opsets.first() + "-" + opsets.last();
        }

        public int passed() {
            return counts[0];
        }

        public int refused() {
            return counts[1];
        }

        public int wrong() {
            return counts[2];
        }

        /// {@return why cases were refused or are wrong, the commonest reasons first, with the number of cases}
        public List<String> reasons() {
            return reasons.entrySet().stream()
                    .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                    .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                    .toList();
        }
    }

    private static String reason(Diagnostic why) {
        return why.code().label() + " "
                + QUOTED.matcher(why.message()).replaceAll("…").replace('\n', ' ');
    }

    public List<Row> rows() {
        return List.copyOf(rows.values());
    }

    public List<Result> results() {
        return results;
    }

    public int passed() {
        return rows.values().stream().mapToInt(Row::passed).sum();
    }

    public int refused() {
        return rows.values().stream().mapToInt(Row::refused).sum();
    }

    public int wrong() {
        return rows.values().stream().mapToInt(Row::wrong).sum();
    }
}
