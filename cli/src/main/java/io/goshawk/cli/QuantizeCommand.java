package io.goshawk.cli;

import io.goshawk.cli.export.ModelOutput;
import io.goshawk.frontend.OnnxExporter;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Graph;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.quantization.Quant;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import io.goshawk.passes.PassContext;
import io.goshawk.passes.calibrate.InsertQuantisers;
import io.goshawk.passes.calibrate.Observations;
import io.goshawk.passes.rewrite.MergeEqualOps;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `goshawk quantize`: static quantisers from what a model's tensors hold on some data.
@Command(
        name = "quantize",
        mixinStandardHelpOptions = true,
        version = "goshawk " + Version.TEXT,
        description = {
            "Writes a float model with quantisers, their scales from what its tensors hold on the given data:",
            "operands of products in 8 bits (weights with a scale a channel), sums and what is normalised in 16.",
            "A mask that is added in front of a softmax gets a code of its own, so it may stay an input.",
            "Then it says how far the outputs moved on that data."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  goshawk quantize cnn.onnx --calibrate-only --data images.npy -o cnn-int8.onnx",
            "  goshawk quantize bert.onnx --shape N=1,L=16 --calibrate-only --data input_ids=ids.npy "
                    + "--data attention_mask=mask.npy --fix token_type_ids=0 --percentile 99.9 -o int8.onnx"
        })
final class QuantizeCommand implements Callable<Integer> {
    /// Rows on which the two models are compared.
    private static final int COMPARED = 16;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL", description = "A model of floats: ONNX, or Goshawk's text of one (.ghk).")
    private Path model;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "[NAME=]FILE",
            description = "Rows for an input: .npy, .npz, .csv or .h5:DATASET; once for each input.")
    private List<String> data = new ArrayList<>();

    @Option(
            names = "--fix",
            paramLabel = "NAME=NUMBER",
            description = "An input that always holds this number; it becomes a constant.")
    private Map<String, Double> fixed = new LinkedHashMap<>();

    @Option(names = "--calibrate-only", description = "Keep those widths; choosing others is not in this build yet.")
    private boolean calibrateOnly;

    @Option(
            names = "--percentile",
            paramLabel = "P",
            defaultValue = "100",
            description =
                    "Percentile of a tensor's elements that a range of 8 bits keeps, on either side; ranges of 16 keep "
                            + "all (default: ${DEFAULT-VALUE}).")
    private double percentile;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "Where the model goes.")
    private Path output;

    @Option(names = "--force", description = "Replace FILE even if it is no model, or the model itself.")
    private boolean force;

    @Option(names = "--json", description = "Print one JSON document in place of text.")
    private boolean json;

    @Mixin
    private ShapeOptions shapeOptions = new ShapeOptions();

    @Override
    public Integer call() {
        checkOptions();
        ModelOutput file = new ModelOutput(output, force);
        file.check(model);
        PassContext context = PassContext.plain();
        // Exporters write a difference twice where a normalisation reads it twice.
        Graph<OnnxOp> network = context.run(
                new MergeEqualOps<>(), new SourceModel(model).network(shapeOptions.importOptions(), context));
        Map<String, Tensor> constants = constants(network);
        List<Graph.Port> free = network.inputs().stream()
                .filter(port -> !constants.containsKey(port.name()))
                .toList();
        List<Samples> rows = new InputFiles(free, free).read(data);
        NetworkRun run = new NetworkRun(network);
        Observations seen = new Observations(percentile);
        List<List<Tensor>> inputs = run.rows(rows, constants);
        try (Progress progress = new Progress("calibration", inputs.size())) {
            for (int row = 0; row < inputs.size(); row++) {
                seen.watch(network, inputs.get(row));
                progress.at(row + 1);
            }
        }
        Graph<OnnxOp> quantised = context.run(new InsertQuantisers(seen, constants), network);
        byte[] bytes = OnnxExporter.write(quantised, Version.TEXT, context.diagnostics());
        List<Movement> moved = Movement.of(
                network, quantised, inputs.subList(0, Math.min(COMPARED, inputs.size())), constants.keySet());
        file.write(bytes);
        report(quantised, inputs.size(), moved);
        return Exit.DONE;
    }

    private void checkOptions() {
        if (!calibrateOnly) {
            throw new ParameterException(
                    spec.commandLine(), "choosing bit widths is not in this build yet: say --calibrate-only");
        }
        if (!(percentile > 50 && percentile <= 100)) {
            throw new ParameterException(
                    spec.commandLine(), "--percentile takes more than 50 and at most 100, not " + percentile);
        }
    }

    private Map<String, Tensor> constants(Graph<OnnxOp> network) {
        Map<String, Tensor> constants = new LinkedHashMap<>();
        fixed.forEach((name, number) -> constants.put(
                name,
                network.inputs().stream()
                        .filter(port -> port.name().equals(name))
                        .findFirst()
                        .map(port -> filled(port, number))
                        .orElseThrow(() -> refused("the model has no input \"" + name + "\""))));
        return constants;
    }

    private Tensor filled(Graph.Port port, double number) {
        TensorType type = port.value().type();
        double[] numbers = new double[type.shape().size()];
        Arrays.fill(numbers, number);
        return switch (type.element()) {
            case FloatType floats -> FloatTensor.of(type.shape(), floats, numbers);
            case IntType _
            when number == Math.rint(number) ->
                IntTensor.of(
                        type.shape(),
                        Arrays.stream(numbers).mapToLong(x -> (long) x).toArray());
            default -> throw refused("input \"" + port.name() + "\" cannot hold " + number);
        };
    }

    private static Refusal refused(String message) {
        return new Refusal(Diagnostic.of(Code.BAD_DATA, new Location.Whole("option --fix"), message)
                .hint("goshawk inspect MODEL lists the inputs"));
    }

    private void report(Graph<OnnxOp> quantised, int rows, List<Movement> moved) {
        long quantisers = quantised.nodes().stream()
                .filter(node -> node.op() instanceof Quant)
                .count();
        if (json) {
            spec.commandLine()
                    .getOut()
                    .println(Json.text(Json.object(
                            "file",
                            output.toString(),
                            "rows",
                            rows,
                            "quantisers",
                            quantisers,
                            "outputs",
                            moved.stream().map(Movement::document).toList())));
            return;
        }
        spec.commandLine()
                .getOut()
                .println(output + ": " + Words.count(quantisers, "quantiser") + ", calibrated on "
                        + Words.count(rows, "row"));
        moved.forEach(movement -> spec.commandLine().getOut().println(movement.line()));
        spec.commandLine().getOut().println("Next: goshawk compile " + output + " --target cpp -o DIR");
    }
}
