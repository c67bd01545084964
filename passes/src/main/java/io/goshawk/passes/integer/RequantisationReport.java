package io.goshawk.passes.integer;

import io.goshawk.ir.integer.Form;
import io.goshawk.ir.integer.Requantize;
import io.goshawk.ir.integer.Requantizer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Why each channel of a requantisation is computed as it is: the shortest multiplier there is, with
/// the proof that none is shorter, and what the other kinds of form would cost.
///
/// @param channels one for each channel of the operation
/// @param costs of each kind of form that all channels have, by its word
public record RequantisationReport(List<Channel> channels, Map<String, Long> costs) {
    /// One channel.
    ///
    /// @param kind of the form taken: `multiply`, `bent`, `thresholds` or `table`
    /// @param taken bits of the multiplier of the form taken, without zeros at its end; nothing where
    ///     there is none
    /// @param shortest bits of the shortest exact multiplier, whether it was taken or not; nothing
    ///     where none exists
    /// @param argument what the proof is called
    /// @param proof the proof, in words and numbers
    public record Channel(String kind, OptionalInt taken, OptionalInt shortest, String argument, String proof) {}

    public RequantisationReport {
        channels = List.copyOf(channels);
        costs = Map.copyOf(costs);
    }

    /// {@return the report on `op`; each proof in it was checked against the law}
    ///
    /// @param costs what the forms were chosen by
    public static RequantisationReport of(Requantize op, FormCost costs) {
        List<Candidates> all = FormSearch.of(
                op.channels().stream().map(Requantizer::law).toList(),
                op.channels().stream().map(Requantizer::interval).toList());
        List<Channel> channels = IntStream.range(0, all.size())
                .mapToObj(i -> channel(op.channels().get(i).form(), all.get(i)))
                .toList();
        return new RequantisationReport(channels, totals(all, costs));
    }

    private static Map<String, Long> totals(List<Candidates> all, FormCost costs) {
        Map<Candidates.Kind, Long> sums = new EnumMap<>(Candidates.Kind.class);
        for (Candidates.Kind kind : Candidates.Kind.values()) {
            long sum = all.stream().mapToLong(one -> one.cost(kind, costs)).reduce(0, FormCost::sum);
            if (sum < FormCost.NONE) {
                sums.put(kind, sum);
            }
        }
        Map<String, Long> named = new TreeMap<>();
        sums.forEach((kind, sum) -> named.put(word(kind), sum));
        return named;
    }

    private static String word(Candidates.Kind kind) {
        return switch (kind) {
            case SCALED -> "multiply";
            case COUNTED -> "thresholds";
            case LISTED -> "table";
        };
    }

    private static Channel channel(Form form, Candidates candidates) {
        ProofWords proof = ProofWords.of(candidates.proof(), candidates.law(), candidates.interval());
        return switch (form) {
            case Form.Scale scale -> new Channel("multiply", bits(scale), proof.bits(), proof.argument(), proof.text());
            case Form.Bent bent ->
                new Channel(
                        "bent",
                        OptionalInt.of(Math.max(Multiplied.bits(bent.below()), Multiplied.bits(bent.above()))),
                        proof.bits(),
                        proof.argument(),
                        proof.text());
            case Form.Quotient _ ->
                new Channel("divide", OptionalInt.empty(), proof.bits(), proof.argument(), proof.text());
            case Form.Thresholds _ ->
                new Channel("thresholds", OptionalInt.empty(), proof.bits(), proof.argument(), proof.text());
            case Form.Table _ ->
                new Channel("table", OptionalInt.empty(), proof.bits(), proof.argument(), proof.text());
        };
    }

    private static OptionalInt bits(Form.Scale scale) {
        return scale.multiplier().signum() == 0 ? OptionalInt.empty() : OptionalInt.of(Multiplied.bits(scale));
    }

    /// {@return the bits of the multipliers taken, such as `15` or `12..17`; nothing where none was
    ///     taken}
    public Optional<String> takenBits() {
        return span(channels.stream().map(Channel::taken).toList());
    }

    /// {@return the bits of the shortest multipliers there are; nothing where none exists}
    public Optional<String> shortestBits() {
        return span(channels.stream().map(Channel::shortest).toList());
    }

    private static Optional<String> span(List<OptionalInt> bits) {
        int[] present = bits.stream().flatMapToInt(OptionalInt::stream).sorted().toArray();
        if (present.length == 0) {
            return Optional.empty();
        }
        int last = present[present.length - 1];
        return Optional.of(present[0] == last ? String.valueOf(last) : present[0] + ".." + last);
    }

    /// {@return how many channels each argument is made for}
    public Map<String, Integer> arguments() {
        Map<String, Integer> counts = new TreeMap<>();
        channels.forEach(channel -> counts.merge(channel.argument(), 1, Integer::sum));
        return counts;
    }
}
