package ru.otklik.domain.packing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Frequent words of the open vocabularies, which take one byte instead of their text: the topics and channels of
 * «Инцидент Менеджмент» and «Госуслуги. Решаем вместе». The list is part of the format of state: words are added at its
 * end and never moved or removed.
 */
public final class KnownWords {
    private static final List<String> WORDS = List.of(
            "Безопасность",
            "Благоустройство",
            "Газ и топливо",
            "Государственная собственность",
            "Дороги",
            "ЖКХ",
            "Здравоохранение/Медицина",
            "Коронавирус",
            "Культура",
            "МФЦ/Мои документы",
            "Мобилизация",
            "Мусор/Свалки/ТКО",
            "Образование",
            "Общественный транспорт",
            "Памятники и объекты культурного наследия",
            "Погребение и похоронное дело",
            "Роспотребнадзор",
            "Связь и телевидение",
            "Социальное обслуживание и защита",
            "Спецпроекты",
            "Строительство и архитектура",
            "Торговля",
            "Физическая культура и спорт",
            "Экология",
            "Экономика и бизнес",
            "Электроснабжение",
            "VK",
            "OK",
            "TELEGRAM",
            "EPGU",
            "WIDGET",
            "MOBILE");

    private static final Map<String, Integer> NUMBERS = numbers();

    private KnownWords() {}

    private static Map<String, Integer> numbers() {
        Map<String, Integer> numbers = new HashMap<>();
        WORDS.forEach(word -> numbers.put(word, numbers.size() + 1));
        return Map.copyOf(numbers);
    }

    /** The number of a word from 1 on, below 128; 0 for a word that is not known. */
    public static int numberOf(String word) {
        return NUMBERS.getOrDefault(word, 0);
    }

    /** The word with a number from 1 on. */
    public static String word(int number) {
        return WORDS.get(number - 1);
    }
}
