// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.evilmap;

import dev.platter.api.parameters.Probability;
import dev.platter.api.parameters.Region;
import dev.platter.api.parameters.Size;
import dev.platter.cli.options.OptionException;
import dev.platter.evilbits.Density;
import dev.platter.evilbits.Seed;
import dev.platter.evilbits.StuckBits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The words of a command line: a size, and parameters in the filter's own notation, so that they can be copied. */
final class EvilMapWords {
    private static final double USUAL_OF_BITS = 1e-8;
    private static final double USUAL_OF_WIRES = 1e-6;

    private Optional<Size> size = Optional.empty();
    private Optional<Seed> seed = Optional.empty();
    private Optional<Probability> probability = Optional.empty();
    private boolean wires;
    private int burst = 1;
    private final List<Region> ranges = new ArrayList<>();

    private EvilMapWords() {}

    static EvilMap read(List<String> words) throws OptionException {
        EvilMapWords read = new EvilMapWords();
        for (String word : words) {
            int equals = word.indexOf('=');
            read.take(equals < 0 ? "size" : word.substring(0, equals), word.substring(equals + 1));
        }
        return read.map();
    }

    private void take(String key, String value) throws OptionException {
        switch (key) {
            case "size" -> size = Optional.of(parse(key, value, Size::parse));
            case "evil-seed" -> seed = Optional.of(parse(key, value, Seed::parse));
            case "evil-probability" -> probability = Optional.of(parse(key, value, Probability::parse));
            case "evil-burst" -> burst = parse(key, value, EvilMapWords::burst);
            case "evil-range" -> ranges.add(parse(key, value, Region::parse));
            case "evil" -> wires = parse(key, value, EvilMapWords::wires);
            default ->
                throw new OptionException("unknown parameter '" + key + "': the parameters are size, evil, evil-seed,"
                        + " evil-probability, evil-burst and evil-range");
        }
    }

    private static <T> T parse(String key, String value, Function<String, T> parser) throws OptionException {
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException e) {
            throw new OptionException(key + "=" + value + ": " + e.getMessage());
        }
    }

    private static int burst(String value) {
        try {
            return new Density(0, Integer.parseInt(value)).burst();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("write a whole number from 1 to " + Density.LONGEST_BURST);
        }
    }

    private static boolean wires(String value) {
        return switch (value) {
            case "stuck-bits" -> false;
            case "stuck-wires" -> true;
            case "cosmic-rays" ->
                throw new IllegalArgumentException(
                        "cosmic rays strike different bits in each read, so they have no map: the"
                                + " filter's evil-log lists them");
            default -> throw new IllegalArgumentException("choose stuck-bits or stuck-wires");
        };
    }

    private EvilMap map() throws OptionException {
        long bytes = size.orElseThrow(() -> new OptionException("the size of the disk is needed, as in 1G"))
                .bytes();
        Seed known = seed.orElseThrow(
                () -> new OptionException("evil-seed= is needed: without it, the filter takes a new seed in each run"));
        double usual = wires ? USUAL_OF_WIRES : USUAL_OF_BITS;
        Density density = new Density(probability.map(Probability::value).orElse(usual), burst);
        for (Region range : ranges) {
            if (range.start() >= bytes || (range.end() > bytes && range.end() != Long.MAX_VALUE)) {
                throw new OptionException(
                        "evil-range=" + range + " reaches beyond the disk, which has " + bytes + " bytes");
            }
        }
        StuckBits bits = wires ? StuckBits.ofWires(known, density) : StuckBits.ofDisk(known, density);
        return new EvilMap(bits, bytes, List.copyOf(ranges));
    }
}
