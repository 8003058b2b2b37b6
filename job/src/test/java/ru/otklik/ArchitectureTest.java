package ru.otklik;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.flink.api.common.state.State;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The direction of dependencies (edge, topology, operator, domain) and who may touch the outside. */
@AnalyzeClasses(packages = "ru.otklik", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String JOB = "ru.otklik";

    private static DescribedPredicate<JavaClass> mains() {
        return resideInAPackage(JOB);
    }

    @ArchTest
    static final ArchRule theDomainKnowsOnlyTheJdk = classes()
            .that(resideInAPackage("ru.otklik.domain.."))
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "ru.otklik.domain..",
                    "java.lang..",
                    "java.util..",
                    "java.time..",
                    "java.io",
                    "java.math",
                    "java.nio",
                    "java.nio.charset",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule theDomainNeverReadsAClockNorThrowsDice = noClasses()
            .that(resideInAPackage("ru.otklik.domain.."))
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(OffsetDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Random.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ThreadLocalRandom.class)
            .orShould()
            .callMethod(UUID.class, "randomUUID");

    @ArchTest
    static final ArchRule theDomainDoesNoInputOrOutput = noClasses()
            .that(resideInAPackage("ru.otklik.domain.."))
            .should()
            .dependOnClassesThat(resideInAPackage("java.io")
                    .and(not(nameMatching(
                            "java\\.io\\.(Serializable|ObjectInputStream|ObjectOutputStream|.*Exception)"))));

    @ArchTest
    static final ArchRule operatorsKnowFlinkAndTheDomain = noClasses()
            .that(resideInAPackage("ru.otklik.operator.."))
            .should()
            .dependOnClassesThat(resideInAPackage("ru.otklik..")
                    .and(not(resideInAnyPackage("ru.otklik.operator..", "ru.otklik.domain.."))));

    @ArchTest
    static final ArchRule theTopologyKnowsOperatorsAndTheDomain = noClasses()
            .that(resideInAPackage("ru.otklik.topology.."))
            .should()
            .dependOnClassesThat(resideInAPackage("ru.otklik..")
                    .and(not(
                            resideInAnyPackage("ru.otklik.topology..", "ru.otklik.operator..", "ru.otklik.domain.."))));

    @ArchTest
    static final ArchRule settingsAreALeaf = noClasses()
            .that(resideInAPackage("ru.otklik.settings.."))
            .should()
            .dependOnClassesThat(resideInAPackage("ru.otklik..").and(not(resideInAPackage("ru.otklik.settings.."))));

    @ArchTest
    static final ArchRule theEdgeDoesNotKnowTheMains =
            noClasses().that(resideInAPackage("ru.otklik.edge..")).should().dependOnClassesThat(mains());

    @ArchTest
    static final ArchRule onlyTheEdgeAndReplayUseTheContracts = noClasses()
            .that(resideInAPackage("ru.otklik..")
                    .and(not(resideInAnyPackage(
                            "ru.otklik.edge..", "ru.otklik.schemas..", "ru.otklik.reference..", JOB))))
            .should()
            .dependOnClassesThat(resideInAPackage("ru.otklik.schemas.."));

    @ArchTest
    static final ArchRule onlyTheEdgeTouchesTheOutside = noClasses()
            .that(resideInAPackage("ru.otklik..").and(not(resideInAPackage("ru.otklik.edge.."))))
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "org.apache.kafka..",
                    "org.apache.flink.connector..",
                    "org.postgresql..",
                    "java.sql..",
                    "javax.sql..",
                    "java.net.."));

    @ArchTest
    static final ArchRule onlyTheMainsExecute = noClasses()
            .that(not(nameMatching("ru\\.otklik\\.(IncidentRankingJob|Replay)")))
            .should()
            .callMethodWhere(nameMatching("execute.*")
                    .<com.tngtech.archunit.core.domain.JavaMethodCall>onResultOf(call -> call.getTarget())
                    .and(DescribedPredicate.describe(
                            "of an environment",
                            call -> call.getTargetOwner().isAssignableTo(StreamExecutionEnvironment.class))));

    @ArchTest
    static final ArchRule onlyOperatorIdGivesUids = noClasses()
            .that(not(nameMatching("ru\\.otklik\\.topology\\.OperatorId")))
            .should()
            .callMethod(SingleOutputStreamOperator.class, "uid", String.class)
            .orShould()
            .callMethod(DataStreamSink.class, "uid", String.class);

    @ArchTest
    static final ArchRule stateHandlesAreTransient = fields().that()
            .haveRawType(com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo(State.class))
            .and()
            .areDeclaredInClassesThat(resideInAPackage("ru.otklik.operator.."))
            .should()
            .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.TRANSIENT);

    @ArchTest
    static final ArchRule nobodyPrints = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("ru.otklik.(*)..").should().beFreeOfCycles();
}
