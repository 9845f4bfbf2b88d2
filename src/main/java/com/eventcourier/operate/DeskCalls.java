package com.eventcourier.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;

/** Calls the operations of the desk by the names that JMX knows them by, with arguments in JSON. */
final class DeskCalls {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<String, Object> desks = new TreeMap<>();

    /** @param beans the MBeans themselves, so that their rules of who may call what hold */
    DeskCalls(List<?> beans) {
        for (Object bean : beans) {
            ManagedResource resource =
                    AnnotatedElementUtils.findMergedAnnotation(AopUtils.getTargetClass(bean), ManagedResource.class);
            desks.put(kebab(resource.objectName().replaceAll(".*type=", "")), bean);
        }
    }

    private static String kebab(String name) {
        return name.replaceAll("(?<=[a-z])([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** An operation with what it needs. */
    record Call(Object desk, Method method, List<ManagedOperationParameter> parameters) {

        boolean changes() {
            return AnnotatedElementUtils.hasAnnotation(method, Changes.class);
        }
    }

    /** All operations, with what HTTP needs to call them. */
    JsonNode list() {
        ArrayNode list = JSON.arrayNode();
        desks.forEach((name, bean) -> operations(bean).forEach((operation, method) -> {
            Call call = new Call(bean, method, parameters(method));
            ObjectNode line = list.addObject()
                    .put("path", "/desk/" + name + "/" + operation)
                    .put("method", call.changes() ? "POST" : "GET or POST")
                    .put("changes", call.changes())
                    .put(
                            "description",
                            AnnotatedElementUtils.findMergedAnnotation(method, ManagedOperation.class)
                                    .description());
            ArrayNode arguments = line.putArray("arguments");
            for (int i = 0; i < call.parameters().size(); i++) {
                ManagedOperationParameter parameter = call.parameters().get(i);
                arguments
                        .addObject()
                        .put("name", parameter.name())
                        .put("type", type(method.getParameterTypes()[i]))
                        .put("description", parameter.description());
            }
        }));
        return list;
    }

    private static String type(Class<?> type) {
        return type == boolean.class ? "true or false" : type.isPrimitive() ? "number" : "text";
    }

    private static Map<String, Method> operations(Object bean) {
        Map<String, Method> operations = new TreeMap<>();
        for (Method method : AopUtils.getTargetClass(bean).getDeclaredMethods()) {
            if (AnnotatedElementUtils.hasAnnotation(method, ManagedOperation.class)) {
                operations.put(method.getName(), method);
            }
        }
        return operations;
    }

    /** @throws DeskRefusal when there is no such operation */
    Call find(String desk, String operation) {
        Object bean = desks.get(desk);
        if (bean == null) {
            throw DeskRefusal.unknown("The desk has no '" + desk + "'. It has " + desks.keySet() + ".");
        }
        Map<String, Method> operations = operations(bean);
        Method method = operations.get(operation);
        if (method == null) {
            throw DeskRefusal.unknown("There is no operation '" + operation + "' of " + desk + ". There are "
                    + operations.keySet() + ".");
        }
        return new Call(bean, method, parameters(method));
    }

    private static List<ManagedOperationParameter> parameters(Method method) {
        return new ArrayList<>(
                AnnotatedElementUtils.getMergedRepeatableAnnotations(method, ManagedOperationParameter.class));
    }

    /**
     * Calls it; an argument that is not said is empty, 0 or false.
     *
     * @return the answer in JSON; a sentence is the field {@code result} of an object
     * @throws DeskRefusal for an argument that it does not have or that is not of its type
     */
    JsonNode call(Call call, Map<String, JsonNode> arguments) throws Exception {
        Map<String, JsonNode> rest = new LinkedHashMap<>(arguments);
        Object[] values = new Object[call.parameters().size()];
        for (int i = 0; i < values.length; i++) {
            String name = call.parameters().get(i).name();
            values[i] = value(name, rest.remove(name), call.method().getParameterTypes()[i]);
        }
        if (!rest.isEmpty()) {
            throw new DeskRefusal("There is no argument " + rest.keySet() + " here. There are "
                    + call.parameters().stream()
                            .map(ManagedOperationParameter::name)
                            .toList() + ".");
        }
        try {
            call.method().setAccessible(true);
            Object answer = call.method().invoke(call.desk(), values);
            return answer instanceof String sentence ? JSON.objectNode().put("result", sentence) : OpenJson.of(answer);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception fault ? fault : e;
        }
    }

    private static Object value(String name, JsonNode given, Class<?> type) {
        boolean list = given != null && given.isArray() && name.equals("ids");
        if (given != null && given.isContainerNode() && !list) {
            throw new DeskRefusal("The argument " + name + " is one value, not a list or an object.");
        }
        boolean none =
                given == null || given.isNull() || !list && given.asText().isBlank();
        try {
            if (type == boolean.class) {
                return !none && yes(given);
            }
            if (type == int.class) {
                return none ? 0 : Integer.parseInt(given.asText().strip());
            }
            if (type == long.class) {
                return none ? 0L : Long.parseLong(given.asText().strip());
            }
            return none ? "" : list ? joined(given) : given.asText();
        } catch (IllegalArgumentException e) {
            throw new DeskRefusal("The argument " + name + " is "
                    + (type == boolean.class ? "true or false" : "a number") + ", not " + given.asText() + ".");
        }
    }

    private static boolean yes(JsonNode given) {
        String text = given.asText().strip();
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(text);
        }
        return text.equals("true");
    }

    private static String joined(JsonNode list) {
        List<String> items = new ArrayList<>();
        list.forEach(item -> items.add(item.isContainerNode() ? item.toString() : item.asText()));
        if (items.isEmpty()) {
            throw new DeskRefusal("The list of ids is empty: leave it out, or name some.");
        }
        return String.join(",", items);
    }
}
