package com.eventcourier.operate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.Node;

/**
 * What route files say of each other: {@code direct:} names, templates, ids and error policies. Camel starts with most
 * of these slips: a caller then waits 30 seconds for a consumer that never comes, and a route whose policy is misspelt
 * has none.
 */
final class RouteLinks {

    private final List<RouteFile> files;
    private final Map<String, RouteEntry> templates;
    private final Set<String> policies;
    private final Set<String> consumed;

    RouteLinks(List<RouteFile> files) {
        this.files = files;
        templates = files.stream()
                .flatMap(file -> file.entries("routeTemplate").stream())
                .collect(Collectors.toMap(RouteEntry::id, template -> template, (first, second) -> first));
        policies = files.stream()
                .flatMap(file -> file.entries("routeConfiguration").stream())
                .map(RouteEntry::id)
                .collect(Collectors.toSet());
        consumed = files.stream()
                .flatMap(file -> file.entries().stream())
                .flatMap(this::directNamesOf)
                .filter(DirectName::consumer)
                .map(DirectName::name)
                .collect(Collectors.toSet());
    }

    void check(List<RouteFinding> findings) {
        Map<String, RouteFile> owners = new HashMap<>();
        for (RouteFile file : files) {
            for (RouteEntry entry : file.entries()) {
                checkCalls(file, entry, findings);
                checkTemplate(file, entry, findings);
                checkOwner(file, entry, owners, findings);
            }
            checkPolicies(file, findings);
        }
    }

    private void checkCalls(RouteFile file, RouteEntry entry, List<RouteFinding> findings) {
        directNamesOf(entry)
                .filter(direct -> !direct.consumer() && direct.isStatic() && !consumed.contains(direct.name()))
                .forEach(direct -> findings.add(file.finding(
                        direct.line(),
                        "No route begins with 'direct:" + direct.name() + "': a call to it blocks and then fails.")));
    }

    private void checkTemplate(RouteFile file, RouteEntry entry, List<RouteFinding> findings) {
        String template = entry.text("routeTemplateRef");
        if (entry.is("templatedRoute") && !template.isEmpty() && !templates.containsKey(template)) {
            findings.add(file.finding(
                    YamlPair.lineOfKey(entry.body(), "routeTemplateRef"),
                    "No file declares the template '" + template + "'."));
        }
    }

    private static void checkOwner(
            RouteFile file, RouteEntry entry, Map<String, RouteFile> owners, List<RouteFinding> findings) {
        if (entry.isRoute() && !entry.id().isEmpty()) {
            RouteFile owner = owners.putIfAbsent(entry.id(), file);
            if (owner != null) {
                findings.add(
                        file.finding(entry.line(), "The id '" + entry.id() + "' is taken by " + owner.path() + "."));
            }
        }
    }

    private void checkPolicies(RouteFile file, List<RouteFinding> findings) {
        for (YamlPair pair : file.pairs()) {
            if (pair.key().equals("routeConfigurationId") && !pair.text().contains("{{")) {
                for (String id : pair.text().split(",")) {
                    if (policies.stream().noneMatch(wildcard(id.strip()).asMatchPredicate())) {
                        findings.add(file.finding(
                                pair.line(),
                                "No file declares the routeConfiguration '" + id.strip()
                                        + "': the route would run without an error policy."));
                    }
                }
            }
        }
    }

    private static Pattern wildcard(String id) {
        return Pattern.compile(Pattern.quote(id).replace("*", "\\E.*\\Q"));
    }

    /** The names in a route or template; for an instance, those of its template with the instance's parameters. */
    private Stream<DirectName> directNamesOf(RouteEntry entry) {
        RouteEntry template = templates.get(entry.text("routeTemplateRef"));
        if (!entry.is("templatedRoute") || template == null) {
            return DirectName.allIn(entry.body()).stream();
        }
        Map<String, String> parameters = new HashMap<>();
        for (Node parameter : template.items("parameters")) {
            if (YamlPair.child(parameter, "defaultValue") != null) {
                parameters.put(YamlPair.childText(parameter, "name"), YamlPair.childText(parameter, "defaultValue"));
            }
        }
        for (Node parameter : entry.items("parameters")) {
            parameters.put(YamlPair.childText(parameter, "name"), YamlPair.childText(parameter, "value"));
        }
        return DirectName.allIn(template.body()).stream()
                .filter(direct -> !direct.isStatic())
                .map(direct -> direct.with(parameters, entry.line()));
    }
}
