package com.eventcourier.operate;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/**
 * The settings that there are, by name only: a command that needs the data folder alone must not act on another one
 * because its name is misspelt, and has no time to read all settings.
 */
final class KnownSettings {

    private static final String PREFIX = "courier";

    private KnownSettings() {}

    /** @throws UnknownSetting with a sentence for each argument, variable or system property that sets nothing */
    static void refuseOthers(List<String> arguments) {
        List<String> unknown = new ArrayList<>();
        for (String argument : arguments) {
            String name = argument.replaceFirst("=(?s:.*)", "");
            if (name.startsWith("--") && isUnknown(name.substring(2))) {
                unknown.add(name);
            }
        }
        System.getenv().keySet().stream()
                .filter(KnownSettings::isUnknown)
                .sorted()
                .forEach(unknown::add);
        System.getProperties().stringPropertyNames().stream()
                .filter(KnownSettings::isUnknown)
                .sorted()
                .forEach(unknown::add);
        if (!unknown.isEmpty()) {
            throw new UnknownSetting(unknown);
        }
    }

    private static boolean isUnknown(String name) {
        String small = name.toLowerCase(Locale.ROOT);
        char separator = small.startsWith(PREFIX + ".") ? '.' : '_';
        return small.startsWith(PREFIX + separator)
                && !reaches(CourierOptions.class, ConfigurationPropertyName.adapt(small, separator), 1);
    }

    /** Whether the rest of the name, from this element on, leads to something inside of this type. */
    private static boolean reaches(Type type, ConfigurationPropertyName name, int element) {
        if (element == name.getNumberOfElements()) {
            return true;
        }
        if (type instanceof ParameterizedType entries) {
            Type[] types = entries.getActualTypeArguments();
            return reaches(types[types.length - 1], name, element + 1);
        }
        if (type instanceof Class<?> options && options.isRecord()) {
            for (RecordComponent option : options.getRecordComponents()) {
                if (option.getName().toLowerCase(Locale.ROOT).equals(name.getElement(element, Form.UNIFORM))) {
                    return reaches(option.getGenericType(), name, element + 1);
                }
            }
        }
        return false;
    }
}
