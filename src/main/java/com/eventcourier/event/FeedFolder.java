package com.eventcourier.event;

import com.schibsted.spt.data.jslt.Function;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What mapping needs from {@code config/feeds/<feed>}. */
final class FeedFolder {
    private static final String SUFFIX = ".jslt";

    private final Path folder;

    FeedFolder(Path folder) {
        this.folder = folder;
    }

    /** The text of each mapping by its event. Modules that mappings import lie in a folder below, such as lib. */
    Map<String, String> mappings(MappingFacts facts, EventDefinitions definitions) {
        Map<String, String> mappings = new TreeMap<>();
        for (Path file : list()) {
            String name = file.getFileName().toString();
            String event = name.substring(0, name.length() - SUFFIX.length());
            if (definitions.find(event).isEmpty()) {
                throw new ConfigFault(file + ": a mapping is named after its event, and no event \"" + event
                        + "\" is defined; define it, rename the file, or move a shared module to "
                        + folder.resolve("lib"));
            }
            if (facts.event() != null && !facts.event().equals(event)) {
                throw new ConfigFault(
                        file + ": is never used, for every record of this feed is of event " + facts.event());
            }
            mappings.put(event, read(file));
        }
        return mappings;
    }

    Jslt mapping(String event, String source, Function date) {
        return Jslt.compile(folder.resolve(event + SUFFIX).toString(), source, folder, date);
    }

    /** An expression of feed.yaml; null stays null. */
    Jslt expression(String key, String source, Function date) {
        return source == null ? null : Jslt.compile(place(key) + " " + key, source, folder, date);
    }

    ConfigFault fault(String key, String what) {
        return new ConfigFault(place(key) + ": " + key + ": " + what);
    }

    /** Where feed.yaml has the key. */
    private String place(String key) {
        Path file = folder.resolve("feed.yaml");
        if (Files.isRegularFile(file)) {
            List<String> lines = read(file).lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).startsWith(key + ":")) {
                    return file + ":" + (i + 1);
                }
            }
        }
        return file.toString();
    }

    /** Everything that decides what a mapping does, for a version: mappings and the modules they import. */
    List<String> sources() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(FeedFolder::isMapping)
                    .sorted()
                    .map(FeedFolder::read)
                    .toList();
        } catch (IOException e) {
            throw new ConfigFault(folder + ": the feed's folder cannot be read");
        }
    }

    private List<Path> list() {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(FeedFolder::isMapping).sorted().toList();
        } catch (IOException e) {
            throw new ConfigFault(folder + ": the feed's folder cannot be read");
        }
    }

    private static boolean isMapping(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith(".") && name.endsWith(SUFFIX);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new ConfigFault(file + ": cannot be read as text in UTF-8");
        }
    }
}
