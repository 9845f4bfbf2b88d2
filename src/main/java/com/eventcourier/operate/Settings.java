package com.eventcourier.operate;

import com.eventcourier.event.ConfigFault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.DefaultPropertiesPropertySource;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.BindResult;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.ClassUtils;
import org.springframework.util.PlaceholderResolutionException;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

/** Reads the courier's settings strictly: what is misspelt, unresolved or out of range is a fault with its place. */
final class Settings {

    static final String CONFIG_FOLDER = "courier.config";

    private static final String PREFIX = "courier";

    private Settings() {}

    /** The settings as a start in this folder would see them, without starting anything. */
    static ConfigurableEnvironment read(String... args) {
        StandardEnvironment environment = said(args);
        DefaultPropertiesPropertySource.addOrMerge(places(args), environment.getPropertySources());
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        return environment;
    }

    /**
     * Where settings are looked for, as Spring's own default settings: application.yaml in the config folder that is
     * named, and secrets beside it.
     */
    static Map<String, Object> places(String... args) {
        String folder = Binder.get(said(args)).bind(CONFIG_FOLDER, String.class).orElse(null);
        if (folder == null || folder.isBlank()) {
            return Map.of();
        }
        Path config = Path.of(folder).toAbsolutePath();
        return Map.of(
                "spring.config.location",
                "optional:classpath:/;optional:classpath:/config/;optional:file:./;optional:file:" + config + "/",
                "here.secrets",
                config.normalize().resolveSibling("secrets").toString());
    }

    /** What was said on the command line and in the environment, without any file. */
    private static StandardEnvironment said(String... args) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(args));
        return environment;
    }

    /**
     * The courier's own options.
     *
     * @throws ConfigFault with one sentence for each fault
     */
    static CourierOptions options(ConfigurableEnvironment environment) {
        refuseUnresolved(environment);
        LocalValidatorFactoryBean validator = new LocalValidatorFactoryBean();
        validator.afterPropertiesSet();
        try {
            BindHandler strict =
                    new ValidationBindHandler(new NoUnboundElementsBindHandler(BindHandler.DEFAULT), validator);
            return Binder.get(environment).bindOrCreate(PREFIX, Bindable.of(CourierOptions.class), strict);
        } catch (BindException e) {
            throw new ConfigFault(sentences(e));
        } finally {
            validator.destroy();
        }
    }

    /** Whether a setting of this name, or a group of settings that begin with it, is there and not empty. */
    static boolean isSet(ConfigurableEnvironment environment, String name) {
        Binder settings = Binder.get(environment);
        BindResult<String> value = settings.bind(name, String.class);
        return value.isBound()
                ? !value.get().isBlank()
                : settings.bind(name, Bindable.mapOf(String.class, Object.class))
                        .isBound();
    }

    private static List<String> sentences(BindException e) {
        List<String> sentences = new ArrayList<>();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnboundConfigurationPropertiesException unbound) {
                for (ConfigurationProperty property : unbound.getUnboundProperties()) {
                    sentences.add("There is no setting " + property.getName() + place(property.getOrigin())
                            + ". Is it misspelt?");
                }
                return sentences;
            }
            if (cause instanceof BindValidationException invalid) {
                for (ObjectError error : invalid.getValidationErrors()) {
                    String name = error instanceof FieldError field ? field.getField() : error.getObjectName();
                    sentences.add("The setting " + invalid.getValidationErrors().getName() + "."
                            + DataObjectPropertyName.toDashedForm(name) + " "
                            + error.getDefaultMessage() + ".");
                }
                return sentences;
            }
        }
        ConfigurationProperty property = e.getProperty();
        String name =
                property == null ? e.getName().toString() : property.getName().toString();
        sentences.add("The setting " + name + place(property == null ? null : property.getOrigin())
                + " has a value that it cannot have"
                + wanted(e.getTarget().getType().resolve()) + ".");
        return sentences;
    }

    /** What a value of this type looks like, where that can be said in a few words. */
    private static String wanted(Class<?> type) {
        if (type == null) {
            return "";
        }
        if (type.isEnum()) {
            return ": it is one of "
                    + Stream.of(type.getEnumConstants())
                            .map(value ->
                                    value.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                            .collect(Collectors.joining(", "));
        }
        if (ClassUtils.resolvePrimitiveIfNecessary(type) == Boolean.class) {
            return ": it is true or false";
        }
        if (Number.class.isAssignableFrom(ClassUtils.resolvePrimitiveIfNecessary(type))) {
            return ": it is a number";
        }
        return type == Duration.class
                ? ": it is a time such as 500ms, 30s, 5m or 1h"
                : type == DataSize.class ? ": it is a size such as 64KB or 1MB" : "";
    }

    private static String place(Origin origin) {
        return origin == null ? "" : " (" + origin + ")";
    }

    private static void refuseUnresolved(ConfigurableEnvironment environment) {
        List<String> faults = new ArrayList<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> readable) {
                for (String key : new TreeSet<>(List.of(readable.getPropertyNames()))) {
                    if (isOurs(source, key)) {
                        unresolved(environment, readable, key, faults);
                    }
                }
            }
        }
        if (!faults.isEmpty()) {
            throw new ConfigFault(faults);
        }
    }

    /** The machine's own variables and properties may have anything in them. */
    private static boolean isOurs(PropertySource<?> source, String key) {
        boolean machine = source.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME)
                || source.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
        return !machine || key.toLowerCase(Locale.ROOT).matches(PREFIX + "[._].*");
    }

    private static void unresolved(
            ConfigurableEnvironment environment, EnumerablePropertySource<?> source, String key, List<String> faults) {
        if (source.getProperty(key) instanceof CharSequence text
                && text.toString().contains("${")) {
            try {
                environment.resolveRequiredPlaceholders(text.toString());
            } catch (PlaceholderResolutionException e) {
                // the value around it may be a secret
                faults.add("The setting " + key + place(OriginLookup.getOrigin(source, key))
                        + " refers to something that is not set: ${" + e.getPlaceholder()
                        + "}. Set it in the environment or take the line out.");
            }
        }
    }
}
