package io.goshawk.simulator.kernels;

/// How many channels a word of 32 bits carries, a lane.
enum Kind {
    /// Four unsigned bytes.
    BYTES(4),
    /// Two signed halves.
    HALVES(2),
    /// One.
    WORDS(1);

    private final int channels;

    Kind(int channels) {
        this.channels = channels;
    }

    /// {@return how many channels a word carries}
    int channels() {
        return channels;
    }

    /// {@return how many words `count` channels take}
    int words(int count) {
        return (count + channels - 1) / channels;
    }
}
