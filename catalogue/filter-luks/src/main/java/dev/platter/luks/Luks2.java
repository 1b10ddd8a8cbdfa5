// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.luks;

import dev.platter.blocks.DiskBytes;
import dev.platter.json.Json;
import dev.platter.json.JsonException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The header of version 2: numbers, which are big-endian, and behind them text in JSON. There are two copies, and the newer one counts
 * whose checksum is right.
 *
 * <pre>
 *   magic  version  length  sequence  label  checksum's name  salt  UUID  subsystem  offset  ...  checksum  ...  JSON
 *   0      6        8       16        24     72               104   168   208        256          448            4096
 * </pre>
 */
final class Luks2 {
    private static final int BINARY = 4096;
    private static final int SMALLEST = 1 << 14;
    private static final int LARGEST = 1 << 22;
    private static final int CHECKSUM = 448;
    private static final int CHECKSUM_LENGTH = 64;
    private static final int LONGEST_KEY = 64;
    private static final byte[] FIRST = {'L', 'U', 'K', 'S', (byte) 0xba, (byte) 0xbe, 0, 2};
    private static final byte[] SECOND = {'S', 'K', 'U', 'L', (byte) 0xba, (byte) 0xbe, 0, 2};

    private Luks2() {}

    /** A copy that is whole. */
    private record Copy(long sequence, String json) {}

    /**
     * Reads a header, from its second copy if the first one is damaged or older.
     *
     * @param disk has it
     * @param start the first bytes of the disk
     * @return the header; empty if neither copy is whole
     */
    static Optional<Header> find(DiskBytes disk, byte[] start) throws IOException {
        Optional<Copy> first = copy(disk, 0, FIRST);
        Optional<Copy> second = Optional.empty();
        // The second copy is where the first one ends, which is not known if that is damaged.
        for (int at = SMALLEST; at <= LARGEST && second.isEmpty(); at *= 2) {
            second = copy(disk, at, SECOND);
        }
        boolean newer = second.isPresent()
                && (first.isEmpty() || second.get().sequence() > first.get().sequence());
        Optional<Copy> best = newer ? second : first;
        return best.isEmpty()
                ? Optional.empty()
                : Optional.of(parse(start, new Fields("it", read(best.get().json()))));
    }

    private static Map<String, Object> read(String json) throws LuksException {
        try {
            return Json.object(json);
        } catch (JsonException e) {
            throw new LuksException("the LUKS2 header cannot be read: " + e.getMessage());
        }
    }

    private static Optional<Copy> copy(DiskBytes disk, long position, byte[] magic) throws IOException {
        if (disk.size() - position < BINARY) {
            return Optional.empty();
        }
        ByteBuffer binary = ByteBuffer.wrap(disk.read(position, BINARY));
        long length = binary.getLong(8);
        if (!binary.slice(0, magic.length).equals(ByteBuffer.wrap(magic))
                || binary.getLong(256) != position
                || length < SMALLEST
                || length > LARGEST
                || disk.size() - position < length) {
            return Optional.empty();
        }
        byte[] all = disk.read(position, (int) length);
        byte[] checksum = Arrays.copyOfRange(all, CHECKSUM, CHECKSUM + CHECKSUM_LENGTH);
        Arrays.fill(all, CHECKSUM, CHECKSUM + CHECKSUM_LENGTH, (byte) 0);
        byte[] computed = Hash.of(text(all, 72, 104)).digest().digest(all);
        if (!Arrays.equals(computed, Arrays.copyOf(checksum, computed.length))) {
            return Optional.empty();
        }
        return Optional.of(new Copy(binary.getLong(16), text(all, BINARY, all.length)));
    }

    private static String text(byte[] bytes, int from, int to) {
        int end = from;
        while (end < to && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }

    private static Header parse(byte[] identity, Fields json) throws LuksException {
        refuseRequirements(json.object("config"));
        Map<String, Fields> segments = json.objects("segments");
        if (segments.size() != 1) {
            throw new LuksException("the LUKS2 header has " + segments.size()
                    + " segments, and only disks of one are supported: end its encryption with 'cryptsetup"
                    + " reencrypt'");
        }
        Map.Entry<String, Fields> segment = segments.entrySet().iterator().next();
        KeyDigest digest = digest(json.objects("digests"), segment.getKey());
        List<KeySlot> slots = new ArrayList<>();
        for (Map.Entry<String, Fields> slot : json.objects("keyslots").entrySet()) {
            if (digest.slots().contains(slot.getKey())) {
                slots.add(slot(slot.getKey(), slot.getValue()));
            }
        }
        return new Header(identity, slots, digest, payload(segment.getValue()));
    }

    private static void refuseRequirements(Fields config) throws LuksException {
        if (config.has("requirements") && config.object("requirements").has("mandatory")) {
            List<String> mandatory = config.object("requirements").texts("mandatory");
            if (!mandatory.isEmpty()) {
                throw new LuksException("the LUKS2 header requires " + String.join(", ", mandatory)
                        + ", which is not supported: end it with 'cryptsetup reencrypt --resume-only' if it is"
                        + " reencryption");
            }
        }
    }

    private static KeyDigest digest(Map<String, Fields> digests, String segment) throws LuksException {
        for (Fields digest : digests.values()) {
            if (digest.texts("segments").contains(segment)) {
                if (!digest.text("type").equals("pbkdf2")) {
                    throw new LuksException("the LUKS2 header has a digest of the type '" + digest.text("type")
                            + "', and only pbkdf2 is supported");
                }
                return new KeyDigest(digest.names("keyslots"), pbkdf2(digest), digest.bytes("digest"));
            }
        }
        throw new LuksException("the LUKS2 header is damaged: segment " + segment + " has no digest");
    }

    private static KeyDerivation pbkdf2(Fields fields) throws LuksException {
        return new KeyDerivation.Pbkdf2(
                Hash.of(fields.text("hash")), fields.bytes("salt"), fields.number("iterations"));
    }

    private static KeySlot slot(String name, Fields slot) throws LuksException {
        Fields area = slot.object("area");
        Fields split = slot.object("af");
        return new KeySlot(
                name,
                derivation(slot.object("kdf")),
                area.number("offset"),
                split.number("stripes"),
                Hash.of(split.text("hash")),
                CipherSpec.of(area.text("encryption")),
                area.length("key_size", LONGEST_KEY),
                slot.length("key_size", LONGEST_KEY));
    }

    private static KeyDerivation derivation(Fields kdf) throws LuksException {
        String type = kdf.text("type");
        return switch (type) {
            case "pbkdf2" -> pbkdf2(kdf);
            case "argon2i", "argon2id" ->
                new KeyDerivation.Argon(
                        type.equals("argon2id"),
                        kdf.bytes("salt"),
                        kdf.number("time"),
                        kdf.number("memory"),
                        kdf.number("cpus"));
            default ->
                throw new LuksException("the LUKS2 header has a key slot with '" + type
                        + "', and only pbkdf2, argon2i and argon2id are supported");
        };
    }

    private static Payload payload(Fields segment) throws LuksException {
        if (!segment.text("type").equals("crypt") || segment.has("integrity")) {
            throw new LuksException("the disk is encrypted with integrity protection, or not encrypted at all, which"
                    + " is not supported");
        }
        int sector = segment.length("sector_size", BINARY);
        if (Integer.bitCount(sector) != 1 || sector < SectorCipher.NUMBERED) {
            throw new LuksException("the LUKS2 header is damaged: sectors would have " + sector + " bytes");
        }
        return new Payload(
                segment.number("offset"),
                segment.text("size").equals("dynamic") ? OptionalLong.empty() : OptionalLong.of(segment.number("size")),
                CipherSpec.of(segment.text("encryption")),
                sector,
                segment.number("iv_tweak"));
    }
}
