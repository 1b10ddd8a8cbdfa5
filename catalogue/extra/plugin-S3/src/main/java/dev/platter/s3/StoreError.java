// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.s3;

import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Why a store does not do what it was asked ("Error Responses", Amazon S3 API Reference).
 *
 * @param code a word for programs; empty if the answer has none
 * @param message a sentence; likewise
 * @param region where the bucket is, if the store says so
 */
record StoreError(String code, String message, Optional<String> region) {
    static StoreError of(Answer answer) {
        Map<String, String> fields = new HashMap<>();
        try {
            XMLStreamReader in = reader(answer.body());
            String name = "";
            while (in.hasNext()) {
                switch (in.next()) {
                    case XMLStreamConstants.START_ELEMENT -> name = in.getLocalName();
                    case XMLStreamConstants.CHARACTERS -> fields.merge(name, in.getText(), String::concat);
                    case XMLStreamConstants.END_ELEMENT -> name = "";
                    default -> {}
                }
            }
        } catch (XMLStreamException e) {
            // An answer to HEAD has no body, and a proxy's has another one.
        }
        String region = answer.header("x-amz-bucket-region");
        return new StoreError(
                fields.getOrDefault("Code", ""),
                fields.getOrDefault("Message", ""),
                Optional.ofNullable(region.isEmpty() ? fields.get("Region") : region));
    }

    /** Reads a document, and nothing that it refers to. */
    static XMLStreamReader reader(byte[] document) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory.createXMLStreamReader(new ByteArrayInputStream(document));
    }

    /** For messages, with what HTTP said. */
    String shown(int status) {
        return "status " + status + (code.isEmpty() ? "" : ", " + code) + (message.isEmpty() ? "" : ": " + message);
    }
}
