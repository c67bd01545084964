package io.goshawk.simulator.portable;

import io.goshawk.ir.Shape;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import io.goshawk.simulator.plan.Kernel;
import io.goshawk.simulator.plan.Slot;
import io.goshawk.simulator.plan.Step;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// Every step in exact integers of any size, whatever the domains of its slots: slow and always right.
final class ExactTasks {
    private ExactTasks() {}

    /// {@return the task of `step`}
    static Task of(Step step) {
        return switch (step) {
            case Step.Product product -> memory -> product(product, memory);
            case Step.Sum sum -> memory -> sum(sum, memory);
            case Step.Rescale rescale -> memory -> rescale(rescale, memory);
            case Step.Move move -> memory -> move(move, memory);
            case Step.Largest largest -> memory -> largest(largest, memory);
            case Step.Winner winner -> memory -> winner(winner, memory);
            case Step.Known known -> memory -> known(known, memory);
            case Step.Interpreted other ->
                memory -> interpret(other.in(), other.out(), other.node().op(), memory);
            case Step.Lookup lookup -> RowTasks.lookup(lookup);
            case Step.Batch batch -> RowTasks.of(batch);
            case Step.Transform transform -> RowTasks.of(transform);
        };
    }

    /// Gives each number of a slot.
    @FunctionalInterface
    private interface Number {
        BigInteger at(int place, int lane);
    }

    private static void each(Slot out, Memory memory, Number number) {
        for (int place = 0; place < out.layout().size(); place++) {
            for (int lane = 0; lane < memory.count(); lane++) {
                memory.set(out, place, lane, number.at(place, lane));
            }
        }
    }

    private static void product(Step.Product step, Memory memory) {
        Kernel kernel = step.kernel();
        each(step.out(), memory, (place, lane) -> {
            int output = place % kernel.outputs();
            int pixel = place / kernel.outputs();
            int first = output / kernel.outputsOfGroup() * kernel.depth();
            BigInteger sum = BigInteger.ZERO;
            for (int tap = 0; tap < kernel.taps(); tap++) {
                int from = step.window().at(pixel * kernel.taps() + tap);
                for (int input = 0; input < kernel.depth(); input++) {
                    int read = from * step.in().layout().channels() + first + input;
                    BigInteger x = from < 0 ? step.padding() : memory.get(step.in(), read, lane);
                    sum = sum.add(x.multiply(BigInteger.valueOf(kernel.at(output, tap, input))));
                }
            }
            return sum;
        });
    }

    private static void sum(Step.Sum step, Memory memory) {
        each(
                step.out(),
                memory,
                (place, lane) -> memory.get(step.left(), place, lane)
                        .multiply(step.leftFactor())
                        .add(memory.get(step.right(), place, lane).multiply(step.rightFactor())));
    }

    private static void rescale(Step.Rescale step, Memory memory) {
        int channels = step.out().layout().channels();
        each(step.out(), memory, (place, lane) -> step.at(place % channels).apply(memory.get(step.in(), place, lane)));
    }

    private static void largest(Step.Largest step, Memory memory) {
        new PlainTasks.Windows(step).each((from, to, first) -> {
            for (int lane = 0; lane < memory.count(); lane++) {
                BigInteger met = memory.get(step.in(), from, lane);
                memory.set(step.out(), to, lane, first ? met : met.max(memory.get(step.out(), to, lane)));
            }
        });
    }

    private static void winner(Step.Winner step, Memory memory) {
        int channels = step.in().layout().channels();
        each(step.out(), memory, (place, lane) -> {
            int start = place * channels;
            int best = 0;
            for (int channel = 1; channel < channels; channel++) {
                BigInteger here = memory.get(step.in(), start + channel, lane);
                best = here.compareTo(memory.get(step.in(), start + best, lane)) > 0 ? channel : best;
            }
            return BigInteger.valueOf(best);
        });
    }

    private static void move(Step.Move step, Memory memory) {
        each(step.out(), memory, (place, lane) -> memory.get(step.source(place), step.sourcePlace(place), lane));
    }

    private static void known(Step.Known step, Memory memory) {
        for (int element = 0; element < step.data().shape().size(); element++) {
            int place = step.out().layout().place(element);
            for (int lane = 0; lane < memory.count(); lane++) {
                memory.set(step.out(), place, lane, step.data().bigAt(element));
            }
        }
    }

    /// `op` by the interpreter, event by event.
    static void interpret(List<Slot> in, Slot out, IntegerOp op, Memory memory) {
        List<Shape> shapes =
                op.operands().stream().map(operand -> operand.shape()).toList();
        for (int lane = 0; lane < memory.count(); lane++) {
            List<Tensor> operands = new ArrayList<>();
            for (int i = 0; i < shapes.size(); i++) {
                operands.add(read(in.get(i), shapes.get(i), memory, lane));
            }
            IntTensor result = (IntTensor) Interpreter.evaluate(op, operands);
            for (int element = 0; element < result.shape().size(); element++) {
                int place = out.layout().place(element);
                memory.set(out, place, lane, result.bigAt(element));
            }
        }
    }

    private static IntTensor read(Slot slot, Shape shape, Memory memory, int lane) {
        List<BigInteger> elements = new ArrayList<>();
        for (int element = 0; element < shape.size(); element++) {
            elements.add(memory.get(slot, slot.layout().place(element), lane));
        }
        return IntTensor.of(shape, elements);
    }
}
