package io.goshawk.frontend.operators.reduction;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.diag.Code;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Einsum, as matrix products of two operands at a time, with sums, diagonals and transpositions around them.
final class EinsumOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, Integer.MAX_VALUE);
        String text = node.attributes().text("equation", "").replace(" ", "");
        Equation equation = Equation.parse(
                        text,
                        IntStream.range(0, node.inputCount())
                                .mapToObj(i -> node.input(i).shape().rank())
                                .toList())
                .orElseThrow(() -> node.because(
                                Code.BAD_ATTRIBUTE,
                                "the equation \"" + text + "\" does not fit operands of "
                                        + IntStream.range(0, node.inputCount())
                                                .mapToObj(i -> ""
                                                        + node.input(i).shape().rank())
                                                .toList()
                                        + " axes")
                        .hint("name each axis of each operand by a letter, as in bij,bjk->bik"));
        Composition steps = new Composition(node);
        List<Labelled> operands = IntStream.range(0, node.inputCount())
                .mapToObj(i ->
                        new Labelled(steps, node.value(i), equation.operands().get(i)).diagonal())
                .toList();
        Labelled product = operands.getFirst();
        for (int i = 1; i < operands.size(); i++) {
            Set<Integer> needed = new TreeSet<>(equation.result());
            operands.subList(i + 1, operands.size()).forEach(later -> needed.addAll(later.labels()));
            product = product.times(operands.get(i), needed);
        }
        Labelled sum = product.summedTo(Set.copyOf(equation.result()));
        return steps.done(sum.inOrder(equation.result()).value());
    }
}
