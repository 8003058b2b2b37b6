package ru.otklik;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.concurrent.ThreadLocalRandom;

/** What tests must not do. */
@AnalyzeClasses(packages = "ru.otklik", importOptions = ImportOption.OnlyIncludeTests.class)
class TestCodeArchitectureTest {
    @ArchTest
    static final ArchRule nobodyUsesJunit4 = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.junit", "org.junit.rules", "org.junit.runner", "junit..")
            .because("JUnit 4 is on the class path for Flink's own test utilities only");

    @ArchTest
    static final ArchRule nobodySleeps = noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Thread.class, "sleep", long.class, int.class)
            .because("time is data; waiting on a process is one helper with a deadline");

    @ArchTest
    static final ArchRule nobodyThrowsDiceWithoutASeed = noClasses()
            .that()
            .doNotBelongToAnyOf(ArchitectureTest.class, TestCodeArchitectureTest.class)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ThreadLocalRandom.class)
            .orShould()
            .callConstructor(java.util.Random.class)
            .orShould()
            .callConstructor(java.util.SplittableRandom.class)
            .orShould()
            .callMethod(Math.class, "random")
            .because("a failure has to be replayed");
}
