package io.goshawk.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The text of a small float encoder as BERT is built, with weights of its own: embeddings, two layers
/// of attention with four heads under a mask, and GELU, behind each a LayerNormalization.
final class ToyEncoder {
    static final int VOCABULARY = 60;
    static final int LENGTH = 10;
    static final int HIDDEN = 32;
    private static final int HEADS = 4;
    private static final int LAYERS = 2;
    private static final int INNER = 64;

    private final SplittableRandom random;
    private final List<String> tensors = new ArrayList<>();
    private final List<String> nodes = new ArrayList<>();
    private int names;

    private ToyEncoder(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /// {@return the model with the inputs `ids` and `mask` and the outputs `states` and `pooled`, a
    ///     tanh behind the first state}
    static String text(long seed) {
        return new ToyEncoder(seed).model();
    }

    private String model() {
        tensors.add("int64[1] middle = {1}, int64[1] second = {1}, int64[3] joined = {1, %d, %d}"
                .formatted(LENGTH, HIDDEN));
        tensors.add("int64[4] split = {1, %d, %d, %d}".formatted(LENGTH, HEADS, HIDDEN / HEADS));
        tensors.add("int64 zero = {0}, float low = {-10000}, float one = {1}, float root = {%s}"
                .formatted((float) (1 / Math.sqrt((double) HIDDEN / HEADS))));
        String words = node("Gather <axis = 0>", tensor("%d, %d".formatted(VOCABULARY, HIDDEN), 1, 0), "ids");
        String places = tensor("1, %d, %d".formatted(LENGTH, HIDDEN), 0.5, 0);
        String state = normalised(node("Add", words, places));
        String kept = node("Cast <to = 1>", node("Unsqueeze", node("Unsqueeze", "mask", "middle"), "second"));
        String mask = node("Mul", node("Sub", "one", kept), "low");
        for (int layer = 0; layer < LAYERS; layer++) {
            state = normalised(node("Add", attention(state, mask), state));
            String inner = node("Gelu", dense(state, HIDDEN, INNER, 1));
            state = normalised(node("Add", dense(inner, INNER, HIDDEN, 1), state));
        }
        nodes.add("states = Identity (" + state + ")");
        String first = node("Gather <axis = 1>", state, "zero");
        nodes.add("pooled = Tanh (" + dense(first, HIDDEN, HIDDEN, 1) + ")");
        return """
                <ir_version: 9, opset_import: ["" : 20]>
                toy (int64[1,%d] ids, int64[1,%d] mask) => (float[1,%d,%d] states, float[1,%d] pooled)
                <%s>
                {
                    %s
                }
                """.formatted(
                LENGTH, LENGTH, LENGTH, HIDDEN, HIDDEN, String.join(",\n", tensors), String.join("\n    ", nodes));
    }

    private String attention(String state, String mask) {
        String queries = turned(dense(state, HIDDEN, HIDDEN, 2), "0, 2, 1, 3");
        String keys = turned(dense(state, HIDDEN, HIDDEN, 2), "0, 2, 3, 1");
        String values = turned(dense(state, HIDDEN, HIDDEN, 1), "0, 2, 1, 3");
        String scores = node("Add", node("Mul", node("MatMul", queries, keys), "root"), mask);
        String mixed = node("MatMul", node("Softmax <axis = -1>", scores), values);
        String back = node("Reshape", node("Transpose <perm = [0, 2, 1, 3]>", mixed), "joined");
        return dense(back, HIDDEN, HIDDEN, 1);
    }

    private String turned(String rows, String order) {
        return node("Transpose <perm = [" + order + "]>", node("Reshape", rows, "split"));
    }

    private String dense(String input, int from, int to, double spread) {
        String weights = tensor("%d, %d".formatted(from, to), spread / Math.sqrt(from), 0);
        return node("Add", node("MatMul", input, weights), tensor(String.valueOf(to), 0.1, 0));
    }

    private String normalised(String input) {
        String gain = tensor(String.valueOf(HIDDEN), 0.2, 1);
        String shift = tensor(String.valueOf(HIDDEN), 0.1, 0);
        return node("LayerNormalization <axis = -1, epsilon = 0.00001>", input, gain, shift);
    }

    private String node(String operator, String... operands) {
        String name = "v" + names++;
        nodes.add(name + " = " + operator + " (" + String.join(", ", operands) + ")");
        return name;
    }

    private String tensor(String extents, double spread, double centre) {
        String name = "w" + names++;
        int size = 1;
        for (String extent : extents.split(", ", -1)) {
            size *= Integer.parseInt(extent);
        }
        String numbers = IntStream.range(0, size)
                .mapToObj(_ -> String.valueOf((float) (centre + spread * random.nextGaussian())))
                .collect(Collectors.joining(", "));
        tensors.add("float[" + extents.replace(" ", "") + "] " + name + " = {" + numbers + "}");
        return name;
    }
}
