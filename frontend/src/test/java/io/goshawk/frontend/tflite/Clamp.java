package io.goshawk.frontend.tflite;

/// The range that a layer's stored results are held to: that of their type and of the fused activation.
record Clamp(long zero, double least, double most) {
    /// {@return the range of `tensor` behind the activation with number `activation`: none, RELU, RELU_N1_TO_1, RELU6}
    static Clamp of(TfliteTensor tensor, int activation) {
        long zero = tensor.zeroPoints().isEmpty() ? 0 : tensor.zeroPoints().getFirst();
        boolean octets = tensor.kind() == TensorKind.INT8;
        double low = octets ? -128 : Double.NEGATIVE_INFINITY;
        double high = octets ? 127 : Double.POSITIVE_INFINITY;
        double scale = tensor.scales().isEmpty() ? 1 : tensor.scales().getFirst();
        return switch (activation) {
            case 0 -> new Clamp(zero, low, high);
            case 1 -> new Clamp(zero, Math.max(low, zero), high);
            case 2 -> new Clamp(zero, Math.max(low, zero + away(-1 / scale)), Math.min(high, zero + away(1 / scale)));
            case 3 -> new Clamp(zero, Math.max(low, zero), Math.min(high, zero + away(6 / scale)));
            default -> throw new IllegalArgumentException("activation " + activation);
        };
    }

    private static double away(double x) {
        return Math.signum(x) * Math.floor(Math.abs(x) + 0.5);
    }

    /// {@return `steps` behind the zero point, within the range}
    double of(double steps) {
        return within(steps + zero);
    }

    /// {@return `steps` behind the zero point, within the range}
    long of(long steps) {
        return (long) within((double) steps + zero);
    }

    /// {@return `stored` within the range}
    double within(double stored) {
        return Math.clamp(stored, least, most);
    }

    /// {@return `stored` within the range}
    long within(long stored) {
        return (long) within((double) stored);
    }
}
