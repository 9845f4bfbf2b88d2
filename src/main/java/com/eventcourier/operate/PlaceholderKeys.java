package com.eventcourier.operate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.FileSystemResource;

/**
 * The keys that routes may name, read from the files that set them. A key that only has a default in Java is not among
 * them, and rightly so: Camel would not find it either.
 */
public final class PlaceholderKeys {

    private PlaceholderKeys() {}

    /** The keys of all documents of the given YAML files, written with dots; a file that does not exist adds none. */
    public static Set<String> in(Path... yamlFiles) {
        Set<String> keys = new TreeSet<>();
        for (Path file : yamlFiles) {
            if (Files.exists(file)) {
                YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
                yaml.setResources(new FileSystemResource(file));
                yaml.getObject().keySet().forEach(key -> keys.add(key.toString()));
            }
        }
        return keys;
    }
}
