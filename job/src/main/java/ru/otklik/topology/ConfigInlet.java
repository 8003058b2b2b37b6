package ru.otklik.topology;

import static ru.otklik.topology.OperatorId.READ_CONFIG;

import java.util.List;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import ru.otklik.operator.ConfigRejectionReason;
import ru.otklik.operator.ConfigUpdate;
import ru.otklik.operator.FlatType;
import ru.otklik.operator.Origin;
import ru.otklik.operator.UpdatesSoFar;

/** Where updates of the methodology, of alert rules and of silences come in. */
public interface ConfigInlet {
    /** An element that never leaves {@link #NONE}. */
    ConfigUpdate NOBODY_SEES = ConfigUpdate.refused(
            new Origin("", 0, 0, new byte[0], 0), "", new ConfigUpdate.Fault(ConfigRejectionReason.NO_VALUE, ""));

    /** No updates ever, as in a replay, whose configuration is all known at its start. */
    ConfigInlet NONE = new ConfigInlet() {
        @Override
        public SingleOutputStreamOperator<ConfigUpdate> open(StreamExecutionEnvironment env) {
            // Flink's source of given elements takes no empty list, so its one element is filtered out.
            return READ_CONFIG.on(env.fromData(List.of(NOBODY_SEES), FlatType.CONFIG_UPDATE)
                    .setParallelism(1)
                    .filter(update -> false)
                    .setParallelism(1));
        }

        @Override
        public UpdatesSoFar soFar() {
            return UpdatesSoFar.NONE;
        }
    };

    /** The updates; those of one topic in the order of its one partition. */
    SingleOutputStreamOperator<ConfigUpdate> open(StreamExecutionEnvironment env);

    /** What lies there when a job starts. */
    UpdatesSoFar soFar();
}
