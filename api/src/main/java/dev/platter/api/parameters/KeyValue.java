package dev.platter.api.parameters;

/**
 * A parameter that the schema does not name, see {@link Parameter#rest()}.
 *
 * @param key the key as written
 * @param value the value as written
 * @since 0.1
 */
public record KeyValue(String key, String value) {
    @Override
    public String toString() {
        return key + "=" + value;
    }
}
