package ru.otklik.dispatch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whom the dispatcher may talk to: origins, and for each the networks in which it may lie.
 *
 * <p>Without networks an origin that is a name must lead to public addresses, so that nobody who answers for the name can turn
 * the dispatcher on what lies inside; an origin that is written as an address is that address.
 */
final class AllowList {
    /** Special-purpose blocks of the IANA registries, none of which a public service has. */
    private static final List<AddressBlock> NOT_PUBLIC = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/3",
                    "::/96",
                    "64:ff9b::/96",
                    "64:ff9b:1::/48",
                    "100::/64",
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "fc00::/7",
                    "fe80::/9",
                    "ff00::/8")
            .map(AddressBlock::parse)
            .toList();

    /**
     * One thing that is allowed.
     *
     * @param origin scheme, host and port, all of which must be equal
     * @param networks where its addresses may lie; empty for anywhere public
     */
    record Entry(Origin origin, List<AddressBlock> networks) {
        private boolean allows(InetAddress address) {
            if (!networks.isEmpty()) {
                return networks.stream().anyMatch(network -> network.contains(address));
            }
            return AddressBlock.isLiteral(origin.host())
                    || NOT_PUBLIC.stream().noneMatch(block -> block.contains(address));
        }
    }

    /** Asks for the addresses of a name. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /** The target is not on the list, or leads to where it may not. */
    static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    private final List<Entry> entries;
    private final Resolver resolver;

    AllowList(List<Entry> entries, Resolver resolver) {
        this.entries = List.copyOf(entries);
        this.resolver = resolver;
    }

    AllowList(List<Entry> entries) {
        this(entries, InetAddress::getAllByName);
    }

    boolean names(Origin origin) {
        return entries.stream().anyMatch(entry -> entry.origin().equals(origin));
    }

    /**
     * The address to connect to. One address outside refuses the name as a whole: which one is taken is up to whoever answers
     * for it.
     */
    InetAddress resolve(Origin origin) throws IOException {
        List<Entry> named =
                entries.stream().filter(entry -> entry.origin().equals(origin)).toList();
        if (named.isEmpty()) {
            throw new RefusedException(origin + " is not on the allow-list");
        }
        InetAddress[] addresses = resolver.addresses(origin.host());
        for (InetAddress address : addresses) {
            if (named.stream().noneMatch(entry -> entry.allows(address))) {
                throw new RefusedException(
                        origin + " leads to " + address.getHostAddress() + ", which the allow-list does not let pass");
            }
        }
        return addresses[0];
    }
}
