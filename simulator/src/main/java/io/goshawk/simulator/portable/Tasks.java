package io.goshawk.simulator.portable;

import io.goshawk.simulator.plan.Fit;
import io.goshawk.simulator.plan.Plan;
import io.goshawk.simulator.plan.Slopes;
import io.goshawk.simulator.plan.Slot;
import io.goshawk.simulator.plan.Step;
import java.util.List;
import java.util.Optional;

/// Chooses for each step of a plan the fastest task that is exact.
final class Tasks {
    private final Storage storage;

    private Tasks(Storage storage) {
        this.storage = storage;
    }

    /// {@return a task for each step of `plan`, in order}
    static List<Task> of(Plan plan, Storage storage) {
        Tasks tasks = new Tasks(storage);
        return plan.steps().stream().map(tasks::of).toList();
    }

    private Task of(Step step) {
        return switch (step) {
            case Step.Product product when in(Domain.SINGLE, product.out()) -> new SingleProduct(product);
            case Step.Product product when in(Domain.DOUBLE, product.out()) -> new DoubleProduct(product);
            case Step.Sum sum when in(Domain.SINGLE, sum.out()) -> PlainTasks.singleSum(sum);
            case Step.Sum sum when in(Domain.DOUBLE, sum.out()) -> PlainTasks.doubleSum(sum);
            case Step.Rescale rescale -> rescale(rescale);
            case Step.Largest largest
            when in(Domain.SINGLE, largest.out()) && in(Domain.SINGLE, largest.in()) ->
                PlainTasks.singleLargest(largest);
            case Step.Largest largest
            when in(Domain.DOUBLE, largest.out()) && in(Domain.DOUBLE, largest.in()) ->
                PlainTasks.doubleLargest(largest);
            case Step.Move move
            when move.in().stream().allMatch(slot -> in(storage.of(move.out()), slot)) -> PlainTasks.move(move);
            case Step.Winner winner when in(Domain.SINGLE, winner.in()) -> PlainTasks.singleWinner(winner);
            case Step other -> ExactTasks.of(other);
        };
    }

    private boolean in(Domain domain, Slot slot) {
        return storage.of(slot) == domain;
    }

    private Task rescale(Step.Rescale step) {
        if (in(Domain.EXACT, step.in()) || in(Domain.EXACT, step.out())) {
            return ExactTasks.of(step);
        }
        if (in(Domain.SINGLE, step.in()) && in(Domain.SINGLE, step.out())) {
            Optional<List<Fit>> single = Slopes.of(step.channels(), 0, true);
            if (single.isPresent()) {
                return new SingleRescale(step, single.get());
            }
        }
        Optional<List<Fit>> twice = Slopes.of(step.channels(), 0, false);
        return twice.isPresent() ? new DoubleRescale(step, twice.get()) : ExactTasks.of(step);
    }
}
