package ru.otklik.topology;

import static ru.otklik.topology.OperatorId.READ_METHODOLOGIES;

import java.util.List;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import ru.otklik.operator.ConfigRejectionReason;
import ru.otklik.operator.FlatType;
import ru.otklik.operator.MethodologyUpdate;
import ru.otklik.operator.Origin;
import ru.otklik.operator.UpdatesSoFar;

/** Where updates of the methodology come in. */
public interface MethodologyInlet {
    /** An element that never leaves {@link #NONE}. */
    MethodologyUpdate NOBODY_SEES = new MethodologyUpdate(
            new Origin("", 0, 0, new byte[0], 0),
            "",
            null,
            new MethodologyUpdate.Fault(ConfigRejectionReason.NO_VALUE, ""));

    /** No updates ever, as in a replay, whose versions are all known at its start. */
    MethodologyInlet NONE = new MethodologyInlet() {
        @Override
        public SingleOutputStreamOperator<MethodologyUpdate> open(StreamExecutionEnvironment env) {
            // Flink's source of given elements takes no empty list, so its one element is filtered out.
            return READ_METHODOLOGIES.on(env.fromData(List.of(NOBODY_SEES), FlatType.METHODOLOGY_UPDATE)
                    .setParallelism(1)
                    .filter(update -> false)
                    .setParallelism(1));
        }

        @Override
        public UpdatesSoFar soFar() {
            return UpdatesSoFar.NONE;
        }
    };

    /** The updates in the order of their one partition. */
    SingleOutputStreamOperator<MethodologyUpdate> open(StreamExecutionEnvironment env);

    /** What lies there when a job starts. */
    UpdatesSoFar soFar();
}
