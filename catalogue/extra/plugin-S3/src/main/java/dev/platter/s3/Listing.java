// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.s3;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * One page of the objects of a bucket ("ListObjectsV2", Amazon S3 API Reference).
 *
 * @param keys in ascending order
 * @param truncated whether more follow
 */
record Listing(List<String> keys, boolean truncated) {
    static Listing of(byte[] document) throws IOException {
        List<String> keys = new ArrayList<>();
        boolean truncated = false;
        try {
            XMLStreamReader in = StoreError.reader(document);
            while (in.hasNext()) {
                if (in.next() == XMLStreamConstants.START_ELEMENT) {
                    switch (in.getLocalName()) {
                        case "Key" -> keys.add(in.getElementText());
                        case "IsTruncated" ->
                            truncated = Boolean.parseBoolean(in.getElementText().strip());
                        default -> {}
                    }
                }
            }
        } catch (XMLStreamException e) {
            throw new IOException("the store's list of objects cannot be read: " + e.getMessage(), e);
        }
        return new Listing(keys, truncated);
    }
}
