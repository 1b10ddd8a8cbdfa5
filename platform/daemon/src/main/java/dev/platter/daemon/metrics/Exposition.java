package dev.platter.daemon.metrics;

/**
 * Metrics, written down.
 *
 * @param contentType the format's, for HTTP
 * @param body the text in UTF-8; belongs to the caller
 */
public record Exposition(String contentType, byte[] body) {}
