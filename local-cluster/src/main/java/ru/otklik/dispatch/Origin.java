package ru.otklik.dispatch;

import java.net.IDN;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whom a URL talks to.
 *
 * @param scheme http or https
 * @param host in lower case, as the domain name system has it; an IPv6 address without brackets
 * @param port the scheme's own one if the URL names none
 */
record Origin(String scheme, String host, int port) {

    /** The origin of a URL; throws IllegalArgumentException if it is not plain http or https. */
    static Origin of(URI url) {
        String scheme = lower(url.getScheme());
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("neither http nor https: " + url);
        }
        String host = url.getHost();
        if (host == null || host.isEmpty()) {
            throw new IllegalArgumentException("no host: " + url);
        }
        if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException("a user or a fragment has no place in the URL of " + host);
        }
        int port = url.getPort() >= 0 ? url.getPort() : scheme.equals("https") ? 443 : 80;
        return new Origin(scheme, bare(host), port);
    }

    boolean isSecure() {
        return scheme.equals("https");
    }

    @Override
    public String toString() {
        return scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private static String bare(String host) {
        if (host.startsWith("[")) {
            return lower(host.substring(1, host.length() - 1));
        }
        String name = lower(IDN.toASCII(host));
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
