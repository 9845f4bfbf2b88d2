package com.eventcourier.operate;

import java.lang.reflect.Array;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.management.openmbean.ArrayType;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;

/** Records as the open types of JMX: one as a set of named values, a list of them as an array, in its order. */
final class OpenRecords {

    private OpenRecords() {}

    /** An array and no {@code TabularData}: of that, Jolokia makes a map by its index, which has no order. */
    static CompositeData[] table(List<? extends Record> rows) {
        return rows.stream().map(OpenRecords::of).toArray(CompositeData[]::new);
    }

    static CompositeData of(Record one) {
        try {
            return composite(one);
        } catch (OpenDataException e) {
            throw new IllegalStateException(one.getClass() + " has no open type", e);
        }
    }

    private static CompositeType typeOf(Class<?> kind) throws OpenDataException {
        RecordComponent[] components = kind.getRecordComponents();
        String[] names = new String[components.length];
        OpenType<?>[] types = new OpenType<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            names[i] = components[i].getName();
            types[i] = typeOf(components[i].getGenericType());
        }
        return new CompositeType(kind.getSimpleName(), kind.getSimpleName(), names, names, types);
    }

    private static OpenType<?> typeOf(Type type) throws OpenDataException {
        if (type instanceof ParameterizedType list) {
            Type element = list.getActualTypeArguments()[0];
            return new ArrayType<>(1, typeOf(element));
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return typeOf(plain);
        }
        if (plain == long.class || plain == Long.class) {
            return SimpleType.LONG;
        }
        if (plain == int.class || plain == Integer.class) {
            return SimpleType.INTEGER;
        }
        if (plain == double.class || plain == Double.class) {
            return SimpleType.DOUBLE;
        }
        return plain == boolean.class ? SimpleType.BOOLEAN : SimpleType.STRING;
    }

    private static CompositeData composite(Record one) throws OpenDataException {
        CompositeType type = typeOf(one.getClass());
        List<Object> values = new ArrayList<>();
        for (RecordComponent component : one.getClass().getRecordComponents()) {
            values.add(value(read(component, one), component.getGenericType()));
        }
        String[] names = List.of(one.getClass().getRecordComponents()).stream()
                .map(RecordComponent::getName)
                .toArray(String[]::new);
        return new CompositeDataSupport(type, names, values.toArray());
    }

    private static Object read(RecordComponent component, Record one) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(one);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " cannot be read", e);
        }
    }

    private static Object value(Object value, Type type) throws OpenDataException {
        if (value instanceof List<?> list) {
            Type element = ((ParameterizedType) type).getActualTypeArguments()[0];
            boolean records = ((Class<?>) element).isRecord();
            Object array = Array.newInstance(records ? CompositeData.class : String.class, list.size());
            for (int i = 0; i < list.size(); i++) {
                Array.set(array, i, records ? composite((Record) list.get(i)) : String.valueOf(list.get(i)));
            }
            return array;
        }
        if (value instanceof Record nested) {
            return composite(nested);
        }
        return value instanceof Instant || value instanceof Enum<?> ? value.toString() : value;
    }
}
