package com.eventcourier;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * The customers and secrets that tests send and set, none of which may be in a log or an MBean. What each courier of a
 * test printed is looked through when it ends, its MBeans too, and after the whole suite all that it printed.
 */
public final class Planted {

    private static final Path REPORTS = Path.of("target", "surefire-reports");

    /** Mobile numbers as the tests have them; what is longer is a time or a number of something. */
    private static final Pattern CUSTOMER =
            Pattern.compile("(?<![0-9.])\\+?(?:91)?(?:99[0-9]{8}|98(?:12|76)[0-9]{6})(?![0-9])");

    private static final List<String> SECRETS = List.of(
            "cGxhbnRlZDp",
            "planted-",
            "looks-at-it",
            "mends-it-all",
            "a-token-of-this-test",
            "new-token",
            "old-token",
            "p%&+ =/?#",
            "BEGIN OPENSSH PRIVATE KEY");

    /**
     * What commands answer to a person who may read the ledger anyway: a mapping's case that failed, which is its author's
     * own text, a dead letter, and a trace.
     */
    private static final Pattern ANSWER = Pattern.compile("Mapping case |^\\[?\\{\"account\":");

    private Planted() {}

    /** The lines of a text that show one. */
    public static List<String> in(String text) {
        return text.lines().filter(Planted::shows).toList();
    }

    private static boolean shows(String line) {
        Matcher customer = CUSTOMER.matcher(line);
        return !ANSWER.matcher(line).find()
                && (customer.find() || SECRETS.stream().anyMatch(line::contains));
    }

    /** The attributes of this process's MBeans that show one. */
    public static List<String> inMBeans() {
        return in(mbeans("org.apache.camel:*") + mbeans("com.eventcourier:*"));
    }

    /**
     * Every attribute that can be read, a line each.
     *
     * @param names a pattern of their names
     */
    public static String mbeans(String names) {
        StringBuilder text = new StringBuilder();
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        try {
            for (ObjectName bean : beans.queryNames(new ObjectName(names), null)) {
                text.append(bean).append('\n');
                for (MBeanAttributeInfo attribute : beans.getMBeanInfo(bean).getAttributes()) {
                    text.append(attribute.getName())
                            .append(' ')
                            .append(value(beans, bean, attribute).replace('\n', ' '))
                            .append('\n');
                }
            }
        } catch (JMException e) {
            throw new AssertionError(e);
        }
        return text.toString();
    }

    private static String value(MBeanServer beans, ObjectName bean, MBeanAttributeInfo attribute) {
        try {
            Object value = attribute.isReadable() ? beans.getAttribute(bean, attribute.getName()) : null;
            if (value != null && value.getClass().isArray() && Array.getLength(value) > 0) {
                List<String> parts = new ArrayList<>();
                for (int i = 0; i < Array.getLength(value); i++) {
                    parts.add(String.valueOf(Array.get(value, i)));
                }
                return parts.toString();
            }
            return String.valueOf(value);
        } catch (JMException | RuntimeException e) {
            return "cannot be read";
        }
    }

    /** After the suite, called by the build: what all tests together printed. */
    public static void main(String[] arguments) throws IOException {
        List<String> shown = new ArrayList<>();
        int files = 0;
        try (Stream<Path> reports = Files.list(REPORTS)) {
            for (Path report :
                    reports.filter(file -> file.toString().endsWith(".xml")).toList()) {
                files++;
                in(Files.readString(report)).stream()
                        .filter(line -> !line.contains("<testcase "))
                        .forEach(line -> shown.add(report.getFileName() + ": " + line));
            }
        }
        if (files == 0 || !shown.isEmpty()) {
            throw new IllegalStateException(
                    "A planted secret or customer is in what the " + files + " test classes printed: " + shown);
        }
        System.out.println("No planted secret and no customer in what " + files + " test classes printed.");
    }
}
