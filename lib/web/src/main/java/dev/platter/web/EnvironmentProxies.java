// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.web;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The proxies that the environment names, by the variables that curl and most other programs look at.
 *
 * @param environment where {@code http_proxy}, {@code https_proxy}, {@code all_proxy} and {@code no_proxy} are looked up
 */
public record EnvironmentProxies(Map<String, String> environment) {
    private static final int USUAL_PORT = 1080;

    /**
     * The proxy for an address.
     *
     * @param uri with a host
     * @return its address as the variable has it; empty if there is none
     */
    public Optional<String> named(URI uri) {
        if (isExcepted(uri.getHost().toLowerCase(Locale.ROOT))) {
            return Optional.empty();
        }
        boolean secure = uri.getScheme().equalsIgnoreCase("https");
        // A CGI program finds the header Proxy of a request in HTTP_PROXY, so that name is not looked at.
        Optional<String> text =
                secure ? variable("https_proxy").or(() -> variable("HTTPS_PROXY")) : variable("http_proxy");
        return text.or(() -> variable("all_proxy")).or(() -> variable("ALL_PROXY"));
    }

    /**
     * The proxy for an address, where nothing but the environment chooses one.
     *
     * @param uri with a host
     * @return the proxy; empty if there is none
     * @throws IllegalArgumentException if a variable has something else
     */
    public Optional<HttpProxy> proxy(URI uri) {
        return named(uri).map(EnvironmentProxies::parse);
    }

    private static HttpProxy parse(String text) {
        URI uri = URI.create(text.contains("://") ? text : "http://" + text);
        if (!uri.getScheme().equalsIgnoreCase("http") || uri.getHost() == null) {
            throw new IllegalArgumentException("the environment names the proxy '" + uri.getScheme() + "://"
                    + uri.getHost() + "', and one that speaks http is needed: HOST:PORT");
        }
        String[] login =
                uri.getUserInfo() == null ? new String[0] : uri.getUserInfo().split(":", 2);
        return new HttpProxy(
                uri.getHost(),
                uri.getPort() < 0 ? USUAL_PORT : uri.getPort(),
                login.length == 0
                        ? Optional.empty()
                        : Optional.of(HttpProxy.basic(login[0], login.length > 1 ? login[1] : "")));
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    private boolean isExcepted(String host) {
        String names = variable("no_proxy").or(() -> variable("NO_PROXY")).orElse("");
        for (String name : names.toLowerCase(Locale.ROOT).split("[, ]+")) {
            String domain = name.startsWith(".") ? name.substring(1) : name;
            if (name.equals("*") || (!domain.isEmpty() && (host.equals(domain) || host.endsWith("." + domain)))) {
                return true;
            }
        }
        return false;
    }
}
