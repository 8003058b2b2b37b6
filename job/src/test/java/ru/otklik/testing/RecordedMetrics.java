package ru.otklik.testing;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.CharacterFilter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Meter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;

/** A group of metrics that knows what was registered in it, by name with the groups in front: {@code status.LIVE.records}. */
public final class RecordedMetrics implements MetricGroup {
    private final String scope;
    private final Map<String, Metric> all;

    public RecordedMetrics() {
        this("", new TreeMap<>());
    }

    private RecordedMetrics(String scope, Map<String, Metric> all) {
        this.scope = scope;
        this.all = all;
    }

    /** Value of a counter. */
    public long count(String name) {
        return ((Counter) require(name)).getCount();
    }

    /** Value of a gauge of whole numbers. */
    public long value(String name) {
        return (Long) ((Gauge<?>) require(name)).getValue();
    }

    public Histogram histogram(String name) {
        return (Histogram) require(name);
    }

    private Metric require(String name) {
        Metric metric = all.get(name);
        if (metric == null) {
            throw new AssertionError("no " + name + " among " + all.keySet());
        }
        return metric;
    }

    private <M extends Metric> M add(String name, M metric) {
        if (all.putIfAbsent(scope + name, metric) != null) {
            throw new AssertionError(scope + name + " is registered twice");
        }
        return metric;
    }

    @Override
    public Counter counter(String name) {
        return add(name, new SimpleCounter());
    }

    @Override
    public <C extends Counter> C counter(String name, C counter) {
        return add(name, counter);
    }

    @Override
    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
        return add(name, gauge);
    }

    @Override
    public <H extends Histogram> H histogram(String name, H histogram) {
        return add(name, histogram);
    }

    @Override
    public <M extends Meter> M meter(String name, M meter) {
        return add(name, meter);
    }

    @Override
    public MetricGroup addGroup(String name) {
        return new RecordedMetrics(scope + name + '.', all);
    }

    @Override
    public MetricGroup addGroup(String key, String value) {
        return new RecordedMetrics(scope + key + '.' + value + '.', all);
    }

    @Override
    public String[] getScopeComponents() {
        return scope.split("\\.", -1);
    }

    @Override
    public Map<String, String> getAllVariables() {
        return Map.of();
    }

    @Override
    public String getMetricIdentifier(String name) {
        return scope + name;
    }

    @Override
    public String getMetricIdentifier(String name, CharacterFilter filter) {
        return filter.filterCharacters(scope + name);
    }
}
