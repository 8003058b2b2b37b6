package ru.otklik.domain.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;

/** Numbers for words of an open vocabulary, in the order in which they were first seen; 0 stands for none. */
public final class Dictionary {
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> words = new ArrayList<>();

    public int numberOf(String word) {
        Integer number = numbers.get(word);
        if (number == null) {
            words.add(word);
            number = words.size();
            numbers.put(word, number);
        }
        return number;
    }

    public String word(int number) {
        return words.get(number - 1);
    }

    public void pack(ByteWriter out) {
        out.putVarLong(words.size());
        words.forEach(out::putString);
    }

    public void unpack(ByteReader in) {
        int size = in.takeVarInt();
        for (int i = 0; i < size; i++) {
            numberOf(in.takeString());
        }
    }
}
