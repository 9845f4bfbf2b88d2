package com.eventcourier.operate;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The setting {@code courier.data}, found without reading all settings: that takes longer than the rest of a reading
 * command. It answers only where nothing can contradict it; else Spring is asked, whose meaning of a setting counts.
 */
final class DataSetting {

    private static final String KEY = "courier.data";
    private static final String ARGUMENT = "--" + KEY + "=";
    private static final String VARIABLE = "COURIER_DATA";
    private static final Pattern MAY_SET_IT = Pattern.compile("(?m)^[^#\\n]*(data|spring|<<|[&!\\\\])");
    private static final List<Path> PLACES = List.of(Path.of(""), Path.of("config"));

    private DataSetting() {}

    static String of(String... arguments) {
        String plain = plain(arguments);
        return plain != null ? plain : Settings.read(arguments).getProperty(KEY, "data");
    }

    private static String plain(String... arguments) {
        String value = null;
        for (String argument : arguments) {
            boolean names = argument.startsWith(ARGUMENT);
            if (argument.startsWith("--spring.") || argument.startsWith(KEY, 2) && (!names || value != null)) {
                return null;
            }
            value = names ? argument.substring(ARGUMENT.length()) : value;
        }
        if (value == null && !isSetElsewhere() && !namesConfig(arguments)) {
            value = System.getenv().getOrDefault(VARIABLE, mayBeInAFile() ? null : "data");
        }
        return value == null || value.isBlank() || value.contains("${") ? null : value;
    }

    /** Then another application.yaml counts than the one that is looked at here. */
    private static boolean namesConfig(String... arguments) {
        return List.of(arguments).stream().anyMatch(argument -> argument.startsWith("--" + Settings.CONFIG_FOLDER))
                || System.getenv().keySet().stream().anyMatch(name -> name.equalsIgnoreCase("COURIER_CONFIG"))
                || System.getProperty(Settings.CONFIG_FOLDER) != null;
    }

    private static boolean isSetElsewhere() {
        for (Map.Entry<String, String> variable : System.getenv().entrySet()) {
            String name = variable.getKey().toLowerCase(Locale.ROOT);
            boolean same = name.replace('.', '_').equals("courier_data")
                    && !variable.getKey().equals(VARIABLE);
            if (same || name.startsWith("spring")) {
                return true;
            }
        }
        return System.getProperties().stringPropertyNames().stream()
                .anyMatch(name -> name.startsWith("spring.") || name.equals(KEY));
    }

    /** Whether a settings file, here or a folder below config, or a secret, might name it. */
    private static boolean mayBeInAFile() {
        try {
            if (Files.exists(Path.of("secrets", KEY)) || Files.exists(Path.of("secrets", "courier"))) {
                return true;
            }
            for (Path place : PLACES) {
                if (mayBeIn(place)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static boolean mayBeIn(Path folder) throws IOException {
        if (!Files.isDirectory(folder.toAbsolutePath())) {
            return false;
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder.toAbsolutePath())) {
            for (Path child : children) {
                boolean below = folder.endsWith("config") && Files.exists(child.resolve("application.yaml"));
                boolean settings = child.getFileName().toString().startsWith("application");
                if (below || settings && !isHarmless(child)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isHarmless(Path file) throws IOException {
        return file.getFileName().toString().equals("application.yaml")
                && !MAY_SET_IT.matcher(Files.readString(file)).find();
    }
}
