// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evil;

import dev.platter.api.parameters.Probability;
import dev.platter.evilbits.CosmicRays;
import dev.platter.evilbits.Density;
import dev.platter.evilbits.Intermittence;
import dev.platter.evilbits.Seed;
import dev.platter.evilbits.StuckBits;

/** Where corruption comes from. */
public enum EvilMode {
    /** Bits flip in transit, other ones in each read. */
    COSMIC_RAYS(1e-8),

    /** Bits of the disk are stuck, the same ones in each read. */
    STUCK_BITS(1e-8),

    /** Bits in transit are stuck, at the same distance from the beginning of each read. */
    STUCK_WIRES(1e-6);

    private final double usual;

    EvilMode(double usual) {
        this.usual = usual;
    }

    /** The probability if none is given. */
    Probability usual() {
        return new Probability(usual);
    }

    Evil evil(Seed seed, Density density, Probability stuck) {
        Intermittence intermittence = new Intermittence(seed, stuck.value());
        return switch (this) {
            case COSMIC_RAYS -> new FlippingEvil(new CosmicRays(seed, density));
            case STUCK_BITS -> new StuckEvil(StuckBits.ofDisk(seed, density), false, intermittence);
            case STUCK_WIRES -> new StuckEvil(StuckBits.ofWires(seed, density), true, intermittence);
        };
    }
}
