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
            case Step.Transform transform -> RowTasks.of(transform);
        };
    }

    private static void product(Step.Product step, Memory memory) {
        Kernel kernel = step.kernel();
        int lanes = memory.lanes();
        for (int i = 0; i < step.out().layout().size() * lanes; i++) {
            int lane = i % lanes;
            int output = i / lanes % kernel.outputs();
            int pixel = i / lanes / kernel.outputs();
            int first = output / kernel.outputsOfGroup() * kernel.depth();
            BigInteger sum = BigInteger.ZERO;
            for (int tap = 0; tap < kernel.taps(); tap++) {
                int from = step.window().at(pixel * kernel.taps() + tap);
                for (int input = 0; input < kernel.depth(); input++) {
                    int place = from * step.in().layout().channels() + first + input;
                    BigInteger x = from < 0 ? step.padding() : memory.get(step.in(), place * lanes + lane);
                    sum = sum.add(x.multiply(BigInteger.valueOf(kernel.at(output, tap, input))));
                }
            }
            memory.set(step.out(), i, sum);
        }
    }

    private static void sum(Step.Sum step, Memory memory) {
        for (int i = 0; i < step.out().layout().size() * memory.lanes(); i++) {
            BigInteger left = memory.get(step.left(), i).multiply(step.leftFactor());
            BigInteger right = memory.get(step.right(), i).multiply(step.rightFactor());
            memory.set(step.out(), i, left.add(right));
        }
    }

    private static void rescale(Step.Rescale step, Memory memory) {
        int channels = step.out().layout().channels();
        for (int i = 0; i < step.out().layout().size() * memory.lanes(); i++) {
            int channel = i / memory.lanes() % channels;
            memory.set(step.out(), i, step.at(channel).apply(memory.get(step.in(), i)));
        }
    }

    private static void largest(Step.Largest step, Memory memory) {
        new PlainTasks.Windows(step, memory.lanes()).each((from, to, count, first) -> {
            for (int i = 0; i < count; i++) {
                BigInteger met = memory.get(step.in(), from + i);
                memory.set(step.out(), to + i, first ? met : met.max(memory.get(step.out(), to + i)));
            }
        });
    }

    private static void winner(Step.Winner step, Memory memory) {
        int lanes = memory.lanes();
        int channels = step.in().layout().channels();
        for (int i = 0; i < step.out().layout().size() * lanes; i++) {
            int start = i / lanes * channels * lanes + i % lanes;
            int best = 0;
            for (int channel = 1; channel < channels; channel++) {
                BigInteger here = memory.get(step.in(), start + channel * lanes);
                best = here.compareTo(memory.get(step.in(), start + best * lanes)) > 0 ? channel : best;
            }
            memory.set(step.out(), i, BigInteger.valueOf(best));
        }
    }

    private static void move(Step.Move step, Memory memory) {
        int lanes = memory.lanes();
        for (int i = 0; i < step.out().layout().size() * lanes; i++) {
            int from = step.sourcePlace(i / lanes) * lanes + i % lanes;
            memory.set(step.out(), i, memory.get(step.source(i / lanes), from));
        }
    }

    private static void known(Step.Known step, Memory memory) {
        for (int element = 0; element < step.data().shape().size(); element++) {
            int start = step.out().layout().place(element) * memory.lanes();
            for (int lane = 0; lane < memory.lanes(); lane++) {
                memory.set(step.out(), start + lane, step.data().bigAt(element));
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
                memory.set(out, place * memory.lanes() + lane, result.bigAt(element));
            }
        }
    }

    private static IntTensor read(Slot slot, Shape shape, Memory memory, int lane) {
        List<BigInteger> elements = new ArrayList<>();
        for (int element = 0; element < shape.size(); element++) {
            elements.add(memory.get(slot, slot.layout().place(element) * memory.lanes() + lane));
        }
        return IntTensor.of(shape, elements);
    }
}
