package ru.otklik.bench.data;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Draws incidents with all their steps: who is complained about, and what becomes of it when. */
final class IncidentDraw {
    private static final double SOCIAL = 0.7;
    private static final double OTHER_BODY = 0.12;
    private static final double URGENT = 0.06;
    private static final double CANCELLED = 0.005;
    private static final double ASSIGNED = 0.9;
    private static final double TRANSFERRED = 0.15;
    private static final double EXTENDED = 0.01;
    private static final double ANSWERED = 0.95;
    private static final double RETURNED = 0.05;
    private static final double REOPENED = 0.05;
    private static final double RATED = 0.2;
    private static final double CLOSED = 0.92;

    /** Spread of the logarithm of answer times: the mean is 1.7 medians, the slowest percent above ten. */
    private static final double ANSWER_SPREAD = 1.03;

    private static final double FREQUENT_AUTHOR = 0.25;
    private static final long FREQUENT_AUTHORS = 200_000;
    private static final long AUTHORS = 30_000_000;

    private final SplittableRandom random;
    private final Alias topics = new Alias(
            Vocabulary.TOPICS.stream().mapToDouble(Vocabulary.Topic::share).toArray());
    private final Alias networks = new Alias(Vocabulary.NETWORK_SHARES);
    private final double answerMedian;
    private final double hour;
    private final long disorder;

    private Consumer<Step> sink = step -> {};
    private int ordinal;
    private boolean moved;

    IncidentDraw(CountryProfile profile, SplittableRandom random) {
        this.random = random;
        answerMedian = profile.answerMedian().toMillis();
        // Delays keep their proportion to the answer: four days are 96 hours.
        hour = answerMedian / Duration.ofDays(4).toHours();
        disorder = profile.disorder().toMillis();
    }

    /** Draws one incident and hands its steps over in their order. */
    void steps(long number, long registeredAt, int municipality, int neighbour, Consumer<Step> to) {
        sink = to;
        ordinal = 0;
        moved = false;
        boolean happensElsewhere = happens(0.5);
        Incident incident = new Incident(
                number,
                happens(SOCIAL),
                registeredAt,
                municipality,
                happensElsewhere ? neighbour : municipality,
                happens(OTHER_BODY) ? random.nextInt(Country.BODIES_PER_REGION) : -1,
                topics.draw(random.nextDouble()),
                networks.draw(random.nextDouble()),
                happens(URGENT),
                random.nextLong(happens(FREQUENT_AUTHOR) ? FREQUENT_AUTHORS : AUTHORS),
                random.nextInt(Vocabulary.STREETS.size()),
                1 + (int) (5 * StrictMath.sqrt(random.nextDouble())));
        add(incident, Step.Kind.REGISTERED, registeredAt);
        if (happens(CANCELLED)) {
            add(incident, Step.Kind.CANCELLED, registeredAt + between(0.2, 6));
            return;
        }
        long answer = Math.max(1, (long) (answerMedian * StrictMath.exp(ANSWER_SPREAD * random.nextGaussian())));
        if (happens(ASSIGNED)) {
            add(incident, Step.Kind.ASSIGNED, registeredAt + Math.min(between(0.03, 0.7), answer / 4));
        }
        if (happens(TRANSFERRED)) {
            moved = true;
            add(incident, Step.Kind.TRANSFERRED, registeredAt + (long) (answer * between(0.3, 0.6, 1)));
        }
        if (happens(EXTENDED)) {
            add(incident, Step.Kind.EXTENDED, registeredAt + (long) (answer * between(0.6, 0.9, 1)));
        }
        if (happens(ANSWERED)) {
            afterAnswer(incident, registeredAt + answer);
        }
    }

    private void afterAnswer(Incident incident, long answeredAt) {
        add(incident, Step.Kind.ANSWERED, answeredAt);
        long last = answeredAt;
        if (happens(RETURNED)) {
            last = again(incident, Step.Kind.RETURNED, last);
        }
        if (happens(REOPENED)) {
            last = again(incident, Step.Kind.REOPENED, last);
        }
        if (happens(RATED)) {
            last += between(0.2, 48);
            add(incident, Step.Kind.RATED, last);
        }
        if (happens(CLOSED)) {
            add(incident, Step.Kind.CLOSED, last + between(1, 72));
        }
    }

    private long again(Incident incident, Step.Kind kind, long after) {
        long back = after + between(2, 96);
        add(incident, kind, back);
        long answeredAt = back + between(4, 72);
        add(incident, Step.Kind.ANSWERED, answeredAt);
        return answeredAt;
    }

    private void add(Incident incident, Step.Kind kind, long occurredAt) {
        long delay = disorder == 0 ? 0 : random.nextLong(disorder + 1);
        sink.accept(new Step(incident, kind, ordinal++, moved, occurredAt, occurredAt + delay));
    }

    private boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    /** Milliseconds; the bounds are hours if an answer takes four days. */
    private long between(double least, double most) {
        return (long) between(least, most, hour);
    }

    private double between(double least, double most, double unit) {
        return (least + random.nextDouble() * (most - least)) * unit;
    }
}
