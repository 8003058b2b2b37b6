package ru.otklik.domain.reference;

/** Codes of ОКТМО: the first five digits name a municipality, the rest a settlement inside it. */
public final class Oktmo {
    private static final int MUNICIPALITY_DIGITS = 5;

    private Oktmo() {}

    /** The first five digits as a number from 0 to 99,999; -1 unless the code is 8 or 11 decimal digits. */
    public static int number(String oktmo) {
        int length = oktmo.length();
        if (length != 8 && length != 11) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < length; i++) {
            int digit = oktmo.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            if (i < MUNICIPALITY_DIGITS) {
                number = 10 * number + digit;
            }
        }
        return number;
    }
}
