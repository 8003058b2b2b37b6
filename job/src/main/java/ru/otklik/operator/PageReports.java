package ru.otklik.operator;

import static ru.otklik.operator.FlatSerializer.readText;
import static ru.otklik.operator.FlatSerializer.writeText;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import ru.otklik.domain.pages.PageReport;

/** Reports of official pages in flight. */
final class PageReports {
    private PageReports() {}

    static void write(PageReport report, DataOutputView out) throws IOException {
        out.writeInt(report.municipality());
        writeText(report.pageId(), out);
        out.writeBoolean(report.authority() != null);
        if (report.authority() != null) {
            writeText(report.authority(), out);
        }
        out.writeLong(report.occurredAt());
        out.writeLong(report.eventHash());
        out.writeLong(report.posts());
        out.writeLong(report.views());
        out.writeLong(report.comments());
        out.writeLong(report.commentsAnswered());
        out.writeLong(report.subscribers());
    }

    static PageReport read(DataInputView in) throws IOException {
        return new PageReport(
                in.readInt(),
                readText(in),
                in.readBoolean() ? readText(in) : null,
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong());
    }
}
