import io.goshawk.frontend.ImportOptions;
import io.goshawk.frontend.ModelDoors;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.passes.Compiler;
import io.goshawk.passes.PassContext;
import io.goshawk.passes.integer.Head;
import io.goshawk.simulator.PortBuffer;
import io.goshawk.simulator.Simulator;
import io.goshawk.simulator.SimulatorOptions;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Rates of the simulator on a model whose input is images of bytes: `Resnet50.java MODEL THREADS`. Prints how long
/// lowering and planning took and which engine it is; then for each line `IMAGES SECONDS` of the standard input the
/// best rate of that many seconds, in images a second.
void main(String[] arguments) throws Exception {
    long start = System.nanoTime();
    var hardware = Compiler.compile(
                    ModelDoors.network(Path.of(arguments[0]), ImportOptions.NONE, new Diagnostics()),
                    new Compiler.Options(Map.of(), Head.LOGITS),
                    PassContext.plain())
            .hardware();
    double lowering = (System.nanoTime() - start) * 1e-9;
    start = System.nanoTime();
    var options = SimulatorOptions.fastest().withThreads(Integer.parseInt(arguments[1]));
    try (var simulation = Simulator.compile(hardware, options)) {
        System.out.printf("%.1f %.1f %s%n", lowering, (System.nanoTime() - start) * 1e-9, simulation.engine());
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            int images = Integer.parseInt(line.split(" ")[0]);
            var inputs = List.of(PortBuffer.of(hardware.inputs().getFirst(), images));
            var outputs = List.of(PortBuffer.of(hardware.outputs().getFirst(), images));
            byte[] noise = new byte[(int) inputs.getFirst().segment().byteSize()];
            new Random(1).nextBytes(noise);
            inputs.getFirst().segment().copyFrom(java.lang.foreign.MemorySegment.ofArray(noise));
            long best = Long.MAX_VALUE;
            long end = System.nanoTime() + (long) (Double.parseDouble(line.split(" ")[1]) * 1e9);
            while (System.nanoTime() < end) {
                start = System.nanoTime();
                simulation.run(inputs, outputs);
                best = Math.min(best, System.nanoTime() - start);
            }
            System.out.println(images / (best * 1e-9));
        }
    }
}
