package ru.otklik.dispatch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A block of internet addresses, such as {@code 10.0.0.0/8} or {@code fd00::/8}; an address alone is a block of one.
 *
 * @param first any address of the block
 * @param bits how many leading bits all its addresses share
 */
record AddressBlock(InetAddress first, int bits) {
    private static final Pattern LITERAL = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    /** Reads a block; throws IllegalArgumentException if the text is none. */
    static AddressBlock parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = literal(slash < 0 ? text : text.substring(0, slash));
        int most = address.getAddress().length * 8;
        int bits = slash < 0 ? most : number(text.substring(slash + 1), text);
        if (bits > most) {
            throw new IllegalArgumentException("no address block: " + text);
        }
        return new AddressBlock(address, bits);
    }

    /** Whether a host is written as an address, so that no name is asked for. */
    static boolean isLiteral(String host) {
        return LITERAL.matcher(host).matches();
    }

    boolean contains(InetAddress address) {
        byte[] mine = first.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit & 7);
            if ((mine[bit >> 3] & mask) != (other[bit >> 3] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static InetAddress literal(String text) {
        if (!isLiteral(text)) {
            throw new IllegalArgumentException("no internet address: " + text);
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no internet address: " + text, e);
        }
    }

    private static int number(String digits, String text) {
        if (!digits.matches("\\d{1,3}")) {
            throw new IllegalArgumentException("no address block: " + text);
        }
        return Integer.parseInt(digits);
    }
}
