// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.luks;

import java.util.OptionalLong;

/**
 * Where the encrypted bytes are.
 *
 * @param offset of the first one on the disk behind
 * @param size how many there are; empty for all that follow
 * @param cipher encrypts them
 * @param sector the size of a sector, in bytes
 * @param firstNumber that of the first sector, counted in 512 bytes
 */
record Payload(long offset, OptionalLong size, CipherSpec cipher, int sector, long firstNumber) {
    /** How long the disk is in whole sectors, if the disk behind has so many bytes. */
    long length(long behind) throws LuksException {
        if (offset < 0 || offset > behind) {
            throw new LuksException("the encrypted bytes would begin at " + offset + ", and the disk behind has only "
                    + behind + ": the header is damaged, or the disk was cut off");
        }
        long length = size.orElse(behind - offset);
        if (length < 0 || length > behind - offset) {
            throw new LuksException("there would be " + length + " encrypted bytes at " + offset
                    + ", and the disk behind has only " + behind);
        }
        return length - length % sector;
    }
}
