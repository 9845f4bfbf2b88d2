package com.eventcourier.operate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Checks the routes against the plan: the lint, and that each feed has a route that reads it. */
final class RouteCheck {

    private RouteCheck() {}

    static List<String> of(Plan plan, Set<String> codes) {
        List<String> faults = new ArrayList<>();
        Path routes = plan.options().routes();
        for (RouteFinding finding : new RouteLint().check(routes, placeholders(plan), codes)) {
            faults.add(finding.toString());
        }
        List<RouteFile> files = RouteLint.readAll(routes, new ArrayList<>());
        faults.addAll(HttpFeeds.faults(plan, files));
        faults.addAll(FeedRoutes.faults(files, plan.feeds().keySet(), plan.off().keySet()));
        faults.addAll(QueueFeeds.faults(plan, files));
        faults.addAll(SftpFeeds.faults(plan, files));
        return faults;
    }

    /** What the start will miss of the environment, which may be another one than this. */
    static List<RouteFinding> unset(Plan plan) {
        List<RouteFile> files = RouteLint.readAll(plan.options().routes(), new ArrayList<>());
        return RouteEnvironment.unset(files, plan.off().keySet(), System.getenv());
    }

    /** The part that is quick, and that a start must know before anything is created. */
    static List<String> beforeStart(Plan plan) {
        List<RouteFinding> findings = new ArrayList<>();
        List<RouteFile> files = RouteLint.readAll(plan.options().routes(), findings);
        findings.addAll(RouteLint.misleading(files));
        findings.addAll(RouteEnvironment.unset(files, plan.off().keySet(), System.getenv()));
        List<String> faults = new ArrayList<>();
        findings.forEach(finding -> faults.add(finding.toString()));
        faults.addAll(HttpFeeds.faults(plan, files));
        faults.addAll(FeedRoutes.faults(files, plan.feeds().keySet(), plan.off().keySet()));
        faults.addAll(QueueFeeds.faults(plan, files));
        faults.addAll(SftpFeeds.faults(plan, files));
        return faults;
    }

    /** The keys that routes may name: those of the settings files, those that a start adds, and the environment. */
    private static Set<String> placeholders(Plan plan) {
        Set<String> keys =
                new TreeSet<>(PlaceholderKeys.in(plan.options().config().resolve("application.yaml")));
        keys.addAll(StartPreparation.facts(plan).keySet());
        keys.add("env:");
        return keys;
    }
}
