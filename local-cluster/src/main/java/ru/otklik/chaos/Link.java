package ru.otklik.chaos;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * All connections between two parties, whichever of them begins one.
 *
 * @param ahead those that the first party begins
 * @param reverse those that the second party begins
 */
record Link(List<LinkProxy> ahead, List<LinkProxy> reverse) {
    /** Breaks every connection and lets no other come about, for a while. */
    void cut(Duration length) {
        harm(LinkProxy::cut, length);
    }

    /** Lets nothing arrive on either side, for a while; connections stay open. */
    void silence(Duration length) {
        harm(
                proxy -> {
                    proxy.there().silence();
                    proxy.back().silence();
                },
                length);
    }

    /** Lets nothing arrive of what the first party sends, for a while; what the second sends arrives. */
    void muteFirst(Duration length) {
        harm(proxy -> (ahead.contains(proxy) ? proxy.there() : proxy.back()).silence(), length);
    }

    /** Lets nothing arrive of what the second party sends, for a while; what the first sends arrives. */
    void muteSecond(Duration length) {
        harm(proxy -> (ahead.contains(proxy) ? proxy.back() : proxy.there()).silence(), length);
    }

    /** Treats packets of both ways worse, for a while. */
    void worsen(Quality quality, Duration length) {
        harm(
                proxy -> {
                    proxy.there().worsen(quality);
                    proxy.back().worsen(quality);
                },
                length);
    }

    private void harm(Consumer<LinkProxy> how, Duration length) {
        proxies().forEach(how);
        try {
            Pause.of(length);
        } finally {
            proxies().forEach(LinkProxy::mend);
        }
    }

    private Stream<LinkProxy> proxies() {
        return Stream.concat(ahead.stream(), reverse.stream());
    }
}
