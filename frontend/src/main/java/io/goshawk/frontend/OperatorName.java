package io.goshawk.frontend;

import java.util.Comparator;
import java.util.List;

/// An operator as models name it.
///
/// @param domain whose operator it is; ONNX's own, which files write as nothing, is called `ai.onnx`
public record OperatorName(String domain, String type) implements Comparable<OperatorName> {
    private static final String STANDARD = "ai.onnx";
    private static final Comparator<OperatorName> ORDER =
            Comparator.comparing(OperatorName::domain).thenComparing(OperatorName::type);

    public OperatorName {
        domain = spelled(domain);
    }

    static String spelled(String written) {
        return written.isEmpty() ? STANDARD : written;
    }

    /// {@return whether the importer knows this operator, in one form at least}
    public boolean isSupported() {
        return Catalogue.find(domain, type).isPresent();
    }

    /// {@return every operator that the importer knows, sorted; those of QONNX once, whatever domain they are put in}
    public static List<OperatorName> supported() {
        return Catalogue.all().stream().sorted().toList();
    }

    @Override
    public int compareTo(OperatorName other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return domain.equals(STANDARD) ? type : domain + "." + type;
    }
}
