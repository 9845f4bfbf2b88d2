package com.eventcourier.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodesTest {
    @Test
    void everyCodeIsDescribed() throws IllegalAccessException {
        List<Object> constants = new ArrayList<>();
        for (Field field : Codes.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                constants.add(field.get(null));
            }
        }

        assertThat(Codes.all().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        constants.stream().map(String.class::cast).toList());
        assertThat(Codes.all().values()).allMatch(description -> !description.isBlank());
    }
}
