package ru.otklik.domain.region;

import ru.otklik.domain.ranking.Board;
import ru.otklik.domain.ranking.BoardKind;

/** Tells the boards of one subject and period apart; kept in state as a byte without sign. */
record BoardName(Board.Scope scope, Board.Group group, BoardKind kind) implements Comparable<BoardName> {
    private static final int KIND_BITS = 3;
    private static final int GROUP_BITS = 2;

    private static final Board.Scope[] SCOPES = Board.Scope.values();
    private static final Board.Group[] GROUPS = Board.Group.values();
    private static final BoardKind[] KINDS = BoardKind.values();

    /** From 0 to 255. */
    int code() {
        return ((scope.ordinal() << GROUP_BITS) | group.ordinal()) << KIND_BITS | kind.ordinal();
    }

    static BoardName of(int code) {
        return new BoardName(
                SCOPES[code >> (KIND_BITS + GROUP_BITS)],
                GROUPS[(code >> KIND_BITS) & ((1 << GROUP_BITS) - 1)],
                KINDS[code & ((1 << KIND_BITS) - 1)]);
    }

    /** Hashes of enums differ from process to process; the bytes of state must not. */
    @Override
    public int compareTo(BoardName other) {
        return Integer.compare(code(), other.code());
    }
}
