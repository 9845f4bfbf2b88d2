package com.eventcourier;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Packages are the stages of the pipe, each with one job; the root package only wires them. */
@AnalyzeClasses(packagesOf = EventCourier.class, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule eventsKnowNeitherCamelNorSpring = noClasses()
            .that()
            .resideInAPackage("com.eventcourier.event..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.camel..", "org.springframework..")
            .because("a mapping and its validation are tried without starting anything");

    @ArchTest
    static final ArchRule onlyTheWebhookUsesTheHttpClient = noClasses()
            .that(not(resideInAPackage("com.eventcourier.webhook..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.hc..")
            .because("auth, limits and the reading of answers are in one place");

    @ArchTest
    static final ArchRule onlyTheLedgerUsesTheDatabase = noClasses()
            .that(not(resideInAPackage("com.eventcourier.ledger..")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.sql..",
                    "javax.sql..",
                    "org.springframework.jdbc..",
                    "org.sqlite..",
                    "com.zaxxer.hikari..",
                    "org.flywaydb..")
            .because("every change of a record's state goes through one door");

    @ArchTest
    static final ArchRule stagesDoNotGoInCircles =
            slices().matching("com.eventcourier.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule namesSayWhatAClassDoes = noClasses()
            .should()
            .haveSimpleNameContaining("Util")
            .orShould()
            .haveSimpleNameContaining("Helper")
            .orShould()
            .haveSimpleNameContaining("Manager")
            .orShould()
            .haveSimpleNameContaining("Common")
            .orShould()
            .haveSimpleNameContaining("Handler")
            .orShould()
            .resideInAnyPackage("..util..", "..utils..", "..helper..", "..manager..", "..common..", "..handler..")
            .because("such a name fits everything, so everything ends up there");
}
