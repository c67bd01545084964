package io.goshawk.cli;

import io.goshawk.cli.conform.Conformance;
import io.goshawk.cli.conform.Conformance.Result;
import io.goshawk.cli.conform.OperatorPage;
import io.goshawk.cli.conform.Selection;
import io.goshawk.cli.conform.Subject;
import io.goshawk.cli.conform.Summary;
import io.goshawk.cli.conform.TestCases;
import io.goshawk.cli.conform.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `goshawk conform`: ONNX's conformance cases through the importer and the interpreter.
@Command(
        name = "conform",
        mixinStandardHelpOptions = true,
        version = "goshawk " + Version.TEXT,
        description = {
            "Runs ONNX backend test cases: each imported, run by the reference interpreter and compared.",
            "A case passes, is refused with the reason, or is wrong: a difference, a crash, or no end in time.",
            "Compared as ONNX's own test runner does: equal types, shapes and integers; floats within",
            "1e-7 + 1e-3 |expected|.",
            "Quantisers are exact here: an integer off by one passes, and is listed, where the exact number before",
            "rounding is nearer to a step than single precision can tell."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  goshawk conform onnx-node-tests.zip",
            "  goshawk conform onnx-node-tests --only Resize,Conv --verbose",
            "",
            "Exit codes: 0 nothing is wrong, 3 something is."
        })
final class ConformCommand implements Callable<Integer> {
    private static final int SHOWN = 20;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "PATH",
            description =
                    "A folder or a zip archive of cases: model.onnx beside test_data_set_N/input_N.pb, output_N.pb.")
    private Path path;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "Only the cases about these operators, or with these names (* stands for anything).")
    private List<String> only = List.of();

    @Option(names = "--verbose", description = "List the operators, every refused case and why.")
    private boolean verbose;

    @Option(
            names = "--time-limit",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "What a case may take (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--markdown",
            description = "Print a page in Markdown: the operators, what passes, what is refused.")
    private boolean markdown;

    @Option(names = "--json", description = "Print one JSON document in place of text.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Summary summary = summary();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.text(document(summary)));
        } else if (markdown) {
            out.print(OperatorPage.of(summary));
        } else {
            print(summary, out);
        }
        return summary.wrong() == 0 ? Exit.DONE : Exit.DIFFERENT;
    }

    private Summary summary() throws IOException {
        try (TestCases cases = TestCases.open(path)) {
            List<Subject> chosen = new Selection(only).of(Subject.of(cases.all()));
            try (Progress progress = new Progress("conform", chosen.size())) {
                return new Summary(new Conformance(Duration.ofSeconds(Math.max(1, seconds))).run(chosen, progress::at));
            }
        }
    }

    private void print(Summary summary, PrintWriter out) {
        if (verbose) {
            Table table = new Table("lrrrrl", "operator", "opsets", "passed", "refused", "wrong", "why");
            for (Summary.Row row : summary.rows()) {
                List<String> reasons = row.reasons();
                String why = reasons.isEmpty() ? "" : reasons.getFirst() + (reasons.size() > 1 ? " ..." : "");
                table.add(
                        row.operator().toString(),
                        row.opsets(),
                        "" + row.passed(),
                        "" + row.refused(),
                        "" + row.wrong(),
                        why);
            }
            table.lines().forEach(out::println);
            out.println();
        }
        list(summary, "refused", verbose ? Integer.MAX_VALUE : 0, out);
        list(summary, "explained", Integer.MAX_VALUE, out);
        list(summary, "wrong", verbose ? Integer.MAX_VALUE : SHOWN, out);
        out.printf(
                "%d passed, %d refused, %d wrong of %s%n",
                summary.passed(),
                summary.refused(),
                summary.wrong(),
                Words.count(summary.results().size(), "case"));
        if (!verbose && summary.refused() > 0) {
            out.println("--verbose says what was refused and why");
        }
    }

    private static void list(Summary summary, String verdict, int most, PrintWriter out) {
        List<Result> some = summary.results().stream()
                .filter(result -> word(result.verdict()).equals(verdict))
                .toList();
        for (Result result : some.subList(0, Math.min(most, some.size()))) {
            out.println(verdict + "  " + result.test().name());
            why(result.verdict()).forEach(line -> out.println("  " + line.get("message")));
        }
        if (most > 0 && some.size() > most) {
            out.println("... and " + (some.size() - most) + " more; --verbose lists them");
        }
    }

    private static Map<String, Object> document(Summary summary) {
        return Json.object(
                "passed",
                summary.passed(),
                "refused",
                summary.refused(),
                "wrong",
                summary.wrong(),
                "cases",
                summary.results().stream()
                        .filter(result -> !result.verdict().equals(new Verdict.Passed(List.of())))
                        .map(result -> Json.object(
                                "name",
                                result.test().name(),
                                "verdict",
                                word(result.verdict()),
                                "operators",
                                result.operators().stream()
                                        .map(Object::toString)
                                        .distinct()
                                        .toList(),
                                "why",
                                why(result.verdict())))
                        .toList());
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Passed passed -> passed.explained().isEmpty() ? "passed" : "explained";
            case Verdict.Refused _ -> "refused";
            case Verdict.Wrong _ -> "wrong";
        };
    }

    private static List<Map<String, Object>> why(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Passed passed ->
                passed.explained().stream()
                        .map(sentence -> Json.object("code", Optional.empty(), "message", sentence))
                        .toList();
            case Verdict.Refused refused ->
                refused.why().stream()
                        .map(why -> Json.object("code", why.code().label(), "message", why.message()))
                        .toList();
            case Verdict.Wrong wrong -> List.of(Json.object("code", Optional.empty(), "message", wrong.why()));
        };
    }
}
