package ru.otklik.testing;

import ru.otklik.domain.alert.AlertStep;
import ru.otklik.domain.metrics.AttributionValue;
import ru.otklik.domain.metrics.PeriodValue;
import ru.otklik.domain.metrics.ScopeValue;
import ru.otklik.domain.pages.PageValue;
import ru.otklik.domain.ranking.Board;
import ru.otklik.domain.region.Publisher;
import ru.otklik.domain.region.RegionReport;
import ru.otklik.domain.region.Status;
import ru.otklik.domain.snapshot.QuarterSnapshot;

/** Publishes nothing: tests listen to what they look at. */
public class MutePublisher implements Publisher {
    @Override
    public long prepare(PeriodValue value) {
        return 0;
    }

    @Override
    public long prepare(ScopeValue value) {
        return 0;
    }

    @Override
    public long prepare(AttributionValue value) {
        return 0;
    }

    @Override
    public long prepare(PageValue value) {
        return 0;
    }

    @Override
    public long prepare(Board board) {
        return 0;
    }

    @Override
    public String prepare(QuarterSnapshot snapshot) {
        return "";
    }

    @Override
    public void publish(Status status, int revision, long eventTime) {}

    @Override
    public void publishLive(Board board, long eventTime) {}

    @Override
    public void publish(AlertStep step) {}

    @Override
    public void report(RegionReport report) {}
}
