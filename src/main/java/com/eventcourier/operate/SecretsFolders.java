package com.eventcourier.operate;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.boot.context.config.ConfigDataLocation;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.boot.env.ConfigTreePropertySource.Option;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

/**
 * The folders that the settings name for secrets, each at the place among the settings that a start gives it: those that
 * the start has read, and those that it did not find and that may be made later.
 */
final class SecretsFolders {

    private static final String CONFIG_TREE = "configtree:";

    private final ConfigurableEnvironment environment;
    private final Set<Path> all = new LinkedHashSet<>();
    /** By the name of the settings file that asks for them. */
    private final Map<String, List<Path>> missed = new LinkedHashMap<>();

    SecretsFolders(ConfigurableEnvironment environment) {
        this.environment = environment;
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof ConfigTreePropertySource read) {
                all.add(read.getSource());
            }
        }
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof OriginTrackedMapPropertySource file) {
                missed.put(file.getName(), missedBy(file));
            }
        }
    }

    /** Of two that a file asks for the later one wins, so it comes first here. */
    private List<Path> missedBy(OriginTrackedMapPropertySource file) {
        List<Path> folders = new ArrayList<>();
        new Binder(ConfigurationPropertySources.from(file), new PropertySourcesPlaceholdersResolver(environment))
                .bind("spring.config.import", Bindable.listOf(String.class)).orElse(List.of()).stream()
                        .filter(location -> !location.isBlank())
                        .flatMap(location ->
                                Stream.of(ConfigDataLocation.of(location).split()))
                        .filter(location -> location.hasPrefix(CONFIG_TREE)
                                && !location.getValue().contains("*"))
                        .map(location -> Path.of(location.getNonPrefixedValue(CONFIG_TREE))
                                .toAbsolutePath())
                        .filter(all::add)
                        .forEach(folders::add);
        Collections.reverse(folders);
        return folders;
    }

    /** The settings with the files of the folders as they are now. */
    Binder settings() {
        MutablePropertySources fresh = new MutablePropertySources();
        for (PropertySource<?> source : environment.getPropertySources()) {
            missed.getOrDefault(source.getName(), List.of()).forEach(folder -> read(folder, fresh));
            if (source instanceof ConfigTreePropertySource before) {
                read(before.getSource(), fresh);
            } else if (!ConfigurationPropertySources.isAttachedConfigurationPropertySource(source)) {
                // the attached one is the settings of the start once more, and would be asked first
                fresh.addLast(source);
            }
        }
        return new Binder(ConfigurationPropertySources.from(fresh), new PropertySourcesPlaceholdersResolver(fresh));
    }

    private static void read(Path folder, MutablePropertySources fresh) {
        if (Files.isDirectory(folder)) {
            fresh.addLast(new ConfigTreePropertySource(
                    "Config tree '" + folder + "'", folder, Option.AUTO_TRIM_TRAILING_NEW_LINE));
        }
    }

    /** How what is in each folder looks at this moment; a folder that is not there is not among them. */
    Map<Path, List<String>> stamps() throws IOException {
        Map<Path, List<String>> stamps = new LinkedHashMap<>();
        for (Path folder : all) {
            if (Files.isDirectory(folder)) {
                stamps.put(folder, stamps(folder));
            }
        }
        return stamps;
    }

    private static List<String> stamps(Path folder) throws IOException {
        List<String> stamps = new ArrayList<>();
        Files.walkFileTree(folder, Set.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes facts) {
                stamps.add(file + " " + facts.size() + " " + facts.lastModifiedTime() + " " + facts.fileKey()
                        + (Files.isReadable(file) ? "" : " locked"));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                // taken away in this moment, or locked: it may be another at the next look
                stamps.add(file + " " + e.getClass().getSimpleName());
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path inner, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
        Collections.sort(stamps);
        return stamps;
    }
}
