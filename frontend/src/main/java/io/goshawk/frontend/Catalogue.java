package io.goshawk.frontend;

import io.goshawk.frontend.operators.Operator;
import io.goshawk.frontend.operators.StandardOperators;
import io.goshawk.frontend.operators.microsoft.MicrosoftOperators;
import io.goshawk.frontend.operators.ml.MlOperators;
import io.goshawk.frontend.operators.spatial.ChannelsLastOperators;
import io.goshawk.frontend.qonnx.QonnxOperators;
import io.goshawk.ir.diag.EditDistance;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Every operator that can be imported, by domain and type.
final class Catalogue {
    private static final Set<String> STANDARD_DOMAINS = Set.of("", "ai.onnx");

    /// Where real exporters have put Quant and its kin.
    private static final Set<String> QONNX_DOMAINS = Set.of(
            "qonnx.custom_op.general", "onnx.brevitas", "finn.custom_op.general", "hawq2qonnx", "qonnx", "", "ai.onnx");

    private static final Map<String, Map<String, Operator>> FURTHER = Map.of(
            ChannelsLastOperators.DOMAIN,
            ChannelsLastOperators.BY_TYPE,
            MlOperators.DOMAIN,
            MlOperators.BY_TYPE,
            "com.microsoft",
            MicrosoftOperators.BY_TYPE);

    /// HAWQ's exporter writes ONNX's Round in a domain of its own.
    private static final String HAWQ_DOMAIN = "hawq2qonnx";

    /// A longer one is no slip of the keyboard, and comparing it takes long.
    private static final int LONGEST_TYPE = 64;

    private Catalogue() {}

    /// {@return whether `domain` is that of ONNX itself}
    static boolean isStandard(String domain) {
        return STANDARD_DOMAINS.contains(domain);
    }

    private static boolean isQonnx(String domain) {
        return QONNX_DOMAINS.contains(domain) || domain.startsWith("qonnx.");
    }

    /// {@return the operator `type` of `domain`}
    static Optional<Operator> find(String domain, String type) {
        if (isQonnx(domain) && QonnxOperators.BY_TYPE.containsKey(type)) {
            return Optional.of(QonnxOperators.BY_TYPE.get(type));
        }
        if (FURTHER.containsKey(domain)) {
            return Optional.ofNullable(FURTHER.get(domain).get(type));
        }
        return STANDARD_DOMAINS.contains(domain) || domain.equals(HAWQ_DOMAIN)
                ? Optional.ofNullable(StandardOperators.BY_TYPE.get(type))
                : Optional.empty();
    }

    /// {@return the names of all operators, sorted}
    static List<String> names() {
        return Stream.of(StandardOperators.BY_TYPE, QonnxOperators.BY_TYPE, MicrosoftOperators.BY_TYPE)
                .flatMap(operators -> operators.keySet().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /// {@return all operators with the domains they belong in}
    static List<OperatorName> all() {
        return Stream.concat(
                        StandardOperators.BY_TYPE.keySet().stream().map(type -> new OperatorName("", type)),
                        Stream.concat(
                                QonnxOperators.BY_TYPE.keySet().stream()
                                        .map(type -> new OperatorName("qonnx.custom_op.general", type)),
                                FURTHER.entrySet().stream()
                                        .flatMap(domain -> domain.getValue().keySet().stream()
                                                .map(type -> new OperatorName(domain.getKey(), type)))))
                .toList();
    }

    /// {@return the operator whose name differs least from `type`, where that is by at most a third of its letters}
    static Optional<String> nearest(String type) {
        if (type.length() > LONGEST_TYPE) {
            return Optional.empty();
        }
        return names().stream()
                .min(Comparator.comparingInt(name -> distance(type, name)))
                .filter(name -> 3 * distance(type, name) <= Math.max(3, name.length()));
    }

    private static int distance(String a, String b) {
        return EditDistance.between(a.toLowerCase(Locale.ROOT), b.toLowerCase(Locale.ROOT));
    }
}
