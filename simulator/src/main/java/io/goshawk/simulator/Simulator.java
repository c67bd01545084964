package io.goshawk.simulator;

import io.goshawk.ir.Graph;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.simulator.kernels.Isa;
import io.goshawk.simulator.kernels.KernelLibrary;
import io.goshawk.simulator.kernels.NativeEngine;
import io.goshawk.simulator.kernels.PlaneEngine;
import io.goshawk.simulator.kernels.RowEngine;
import io.goshawk.simulator.plan.Plan;
import io.goshawk.simulator.plan.Planner;
import io.goshawk.simulator.plan.Step;
import java.util.Optional;

/// Makes integer graphs ready to run at the speed of the machine.
public final class Simulator {
    private Simulator() {}

    /// {@return `graph` on the engine that `options` ask for, or the next slower one that takes it}
    public static Simulation compile(Graph<IntegerOp> graph, SimulatorOptions options) {
        SimulatorOptions.Engine engine = options.engine();
        Optional<Plan> plan = engine == SimulatorOptions.Engine.INTERPRETER ? Optional.empty() : plan(graph);
        if (plan.isEmpty()) {
            return new InterpretedSimulation(graph, options.threads());
        }
        if (engine != SimulatorOptions.Engine.PORTABLE) {
            Optional<Simulation> kernels = KernelLibrary.best(options.cache())
                    .flatMap(library -> kernels(library, plan.get(), graph, options));
            if (kernels.isPresent()) {
                return kernels.get();
            }
        }
        return new PortableSimulation(graph, plan.get(), options.threads());
    }

    /// {@return `graph` on the kernels for `isa`; nothing where the graph or this machine does not
    ///     allow that}
    static Optional<Simulation> compile(Graph<IntegerOp> graph, Isa isa, SimulatorOptions options) {
        return plan(graph)
                .flatMap(plan ->
                        KernelLibrary.of(options.cache(), isa).flatMap(library -> on(library, plan, graph, options)));
    }

    /// {@return `graph` on the kernels for `isa` whose lanes are pixels, however small it is; nothing
    ///     where the graph or this machine does not allow that}
    static Optional<Simulation> compilePlanes(Graph<IntegerOp> graph, Isa isa, SimulatorOptions options) {
        return plan(graph)
                .flatMap(plan -> KernelLibrary.of(options.cache(), isa)
                        .flatMap(library -> PlaneEngine.anyOf(library, plan, graph))
                        .map(engine -> new PlaneSimulation(graph, engine, options.threads())));
    }

    /// Lanes of pixels where steps are large, if the kernels have every step so.
    private static Optional<Simulation> kernels(
            KernelLibrary library, Plan plan, Graph<IntegerOp> graph, SimulatorOptions options) {
        return PlaneEngine.of(library, plan, graph)
                .<Simulation>map(engine -> new PlaneSimulation(graph, engine, options.threads()))
                .or(() -> on(library, plan, graph, options));
    }

    /// Lanes of events where the kernels have every step, else rows.
    private static Optional<Simulation> on(
            KernelLibrary library, Plan plan, Graph<IntegerOp> graph, SimulatorOptions options) {
        Optional<NativeEngine> lanes = plan.steps().stream().anyMatch(Simulator::isByRows)
                ? Optional.empty()
                : NativeEngine.of(library, plan, graph);
        return lanes.<Simulation>map(engine -> new NativeSimulation(graph, engine, options.threads()))
                .or(() -> rows(library, plan, graph, options));
    }

    private static boolean isByRows(Step step) {
        return step instanceof Step.Batch || step instanceof Step.Transform || step instanceof Step.Lookup;
    }

    /// {@return `graph` on the row-major kernels of `library`}
    static Optional<Simulation> rows(
            KernelLibrary library, Plan plan, Graph<IntegerOp> graph, SimulatorOptions options) {
        return RowEngine.of(library, plan, graph).map(engine -> new RowSimulation(graph, engine, options.threads()));
    }

    /// Graphs without elements, or with convolutions by data, have no plan: the interpreter takes them.
    private static Optional<Plan> plan(Graph<IntegerOp> graph) {
        try {
            return graph.inputs().isEmpty() ? Optional.empty() : Optional.of(Planner.plan(graph));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
