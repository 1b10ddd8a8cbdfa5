// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.curl;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Cookies that web servers set, and a file that they begin with, or end in. The file has a line for each, whose seven fields are separated
 * by tabs, as Netscape's browser had them; curl also reads lines that begin with {@code Set-Cookie:}.
 */
final class CookieFile {
    private static final int FIELDS = 7;
    private static final String HTTP_ONLY = "#HttpOnly_";
    private static final String SET = "Set-Cookie:";

    private final CookieManager cookies = new PlainCookies();
    private final Optional<Path> jar;

    /**
     * Makes it.
     *
     * @param initial the file with the first cookies
     * @param jar the file that {@link #save} writes, whose cookies count from the beginning too if it is there
     * @param home whose cookies those are that name no host
     * @throws IOException if a file cannot be read
     */
    CookieFile(Optional<Path> initial, Optional<Path> jar, URI home) throws IOException {
        this.jar = jar;
        if (initial.isPresent()) {
            read(initial.get(), home);
        }
        if (jar.isPresent() && Files.exists(jar.get())) {
            read(jar.get(), home);
        }
    }

    /**
     * Takes a cookie with an age for one of the form that RFC 2965 had, as Java does, but sends it as RFC 6265 says and every server
     * expects.
     */
    private static final class PlainCookies extends CookieManager {
        PlainCookies() {
            super(null, CookiePolicy.ACCEPT_ORIGINAL_SERVER);
        }

        @Override
        public void put(URI uri, Map<String, List<String>> headers) throws IOException {
            super.put(uri, headers);
            getCookieStore().getCookies().forEach(cookie -> cookie.setVersion(0));
        }
    }

    CookieManager manager() {
        return cookies;
    }

    private void read(Path file, URI home) throws IOException {
        for (String line : Files.readAllLines(file)) {
            if (line.regionMatches(true, 0, SET, 0, SET.length())) {
                HttpCookie.parse(line).forEach(cookie -> {
                    cookie.setVersion(0);
                    cookies.getCookieStore().add(home, cookie);
                });
                continue;
            }
            boolean httpOnly = line.startsWith(HTTP_ONLY);
            String[] fields = (httpOnly ? line.substring(HTTP_ONLY.length()) : line).split("\t", -1);
            if (line.isBlank() || (line.startsWith("#") && !httpOnly) || fields.length != FIELDS) {
                continue;
            }
            if (!fields[4].matches("\\d{1,18}")) {
                throw new IOException(
                        file + " has a cookie that expires at '" + fields[4] + "', which is not a number of seconds");
            }
            long expires = Long.parseLong(fields[4]);
            long age = expires - System.currentTimeMillis() / 1000;
            if (expires != 0 && age <= 0) {
                continue;
            }
            HttpCookie cookie = new HttpCookie(fields[5], fields[6]);
            cookie.setVersion(0);
            cookie.setHttpOnly(httpOnly);
            cookie.setDomain(fields[0]);
            cookie.setPath(fields[2]);
            cookie.setSecure(fields[3].equalsIgnoreCase("true"));
            cookie.setMaxAge(expires == 0 ? -1 : age);
            cookies.getCookieStore().add(null, cookie);
        }
    }

    /** Writes the jar, if there is one, so that a reader sees either the old file or the new one. */
    void save() throws IOException {
        if (jar.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder("# Netscape HTTP Cookie File\n");
        List<HttpCookie> all = cookies.getCookieStore().getCookies();
        long now = System.currentTimeMillis() / 1000;
        for (HttpCookie cookie : all) {
            String domain = cookie.getDomain() == null ? "" : cookie.getDomain();
            text.append(cookie.isHttpOnly() ? HTTP_ONLY : "")
                    .append(domain)
                    .append('\t')
                    .append(Boolean.toString(domain.startsWith(".")).toUpperCase(Locale.ROOT))
                    .append('\t')
                    .append(cookie.getPath() == null ? "/" : cookie.getPath())
                    .append('\t')
                    .append(Boolean.toString(cookie.getSecure()).toUpperCase(Locale.ROOT))
                    .append('\t')
                    .append(cookie.getMaxAge() < 0 ? 0 : now + cookie.getMaxAge())
                    .append('\t')
                    .append(cookie.getName())
                    .append('\t')
                    .append(cookie.getValue())
                    .append('\n');
        }
        Path file = jar.get().toAbsolutePath();
        // Made by createTempFile, so that no other user can read it.
        Path written = Files.createTempFile(file.getParent(), "." + file.getFileName(), ".new");
        Files.writeString(written, text);
        Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
