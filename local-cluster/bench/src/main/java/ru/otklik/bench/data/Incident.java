package ru.otklik.bench.data;

/**
 * What all events of one incident share.
 *
 * @param number from 0, in order of registration
 * @param social whether it comes from social networks, else from the portal
 * @param municipality index of the first municipality
 * @param movedTo index of the municipality after a transfer
 * @param body number of the executive body that answers; -1 for the administration
 * @param network index of the social network
 * @param citizen number of the author
 * @param rating 1 to 5
 */
record Incident(
        long number,
        boolean social,
        long registeredAt,
        int municipality,
        int movedTo,
        int body,
        int topic,
        int network,
        boolean urgent,
        long citizen,
        int street,
        int rating) {
    /** Partition of all its events. */
    int partition(int partitions) {
        return (int) Long.remainderUnsigned(mix(number), partitions);
    }

    /** The finalizer of SplitMix64: every bit of the result depends on every bit of the number. */
    static long mix(long number) {
        long mixed = number + 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
