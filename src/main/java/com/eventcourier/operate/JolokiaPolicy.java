package com.eventcourier.operate;

import java.util.List;
import java.util.Set;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.jolokia.server.core.service.api.Restrictor;
import org.jolokia.server.core.util.HttpMethod;
import org.jolokia.server.core.util.RequestType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * What Hawtio and other clients may do with the MBeans of this process. Operations are called only if they are listed here;
 * attributes are read unless they are listed, and never written. The courier's own operations judge by themselves, and
 * note who changed what and why; a route is not started or stopped behind their back.
 */
@Component
@ConditionalOnProperty(name = "courier.management.enabled", matchIfMissing = true)
final class JolokiaPolicy implements Restrictor {

    private static final Set<RequestType> TYPES =
            Set.of(RequestType.READ, RequestType.EXEC, RequestType.LIST, RequestType.SEARCH, RequestType.VERSION);

    /** Operations of MBeans; where a signature is said, only that one. */
    private record Operations(ObjectName of, Set<String> names) {
        private boolean hold(ObjectName bean, String operation) {
            String name = operation.replaceFirst("\\(.*", "");
            return of.apply(bean) && (names.isEmpty() || names.contains(operation) || names.contains(name));
        }
    }

    /** They draw the diagrams, with placeholders as they are written: other forms of a dump would put values in. */
    private static final List<Operations> LISTED = List.of(
            new Operations(named("com.eventcourier:*"), Set.of()),
            new Operations(
                    named("org.apache.camel:type=context,*"), Set.of("dumpRoutesAsXml()", "dumpRoutesStatsAsXml")),
            new Operations(named("org.apache.camel:type=routes,*"), Set.of("dumpRouteAsXml()", "dumpRouteStatsAsXml")),
            new Operations(named("hawtio:type=security,*"), Set.of("canInvoke")));

    /**
     * Memory, threads' stacks of other code, recordings and settings of the process: nothing of a courier's business. And
     * steps of routes, whose addresses and expressions are shown with all values put in; diagrams count without them.
     */
    private static final List<ObjectName> HIDDEN = List.of(
            named("com.sun.management:*"),
            named("java.util.logging:*"),
            named("jdk.management.jfr:*"),
            named("JMImplementation:*"),
            named("jolokia:*"),
            named("hawtio:type=QuartzFacade,*"),
            named("org.apache.camel:type=processors,*"));

    /** How the process was called: a secret may be among it. */
    private static final ObjectName RUNTIME = named("java.lang:type=Runtime");

    private static final Set<String> OF_THE_CALL =
            Set.of("SystemProperties", "InputArguments", "ClassPath", "LibraryPath", "BootClassPath");

    private static ObjectName named(String pattern) {
        try {
            return new ObjectName(pattern);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public boolean isTypeAllowed(RequestType type) {
        return TYPES.contains(type);
    }

    @Override
    public boolean isOperationAllowed(ObjectName bean, String operation) {
        return LISTED.stream().anyMatch(listed -> listed.hold(bean, operation));
    }

    @Override
    public boolean isAttributeReadAllowed(ObjectName bean, String attribute) {
        return !isObjectNameHidden(bean) && !(RUNTIME.apply(bean) && OF_THE_CALL.contains(attribute));
    }

    @Override
    public boolean isAttributeWriteAllowed(ObjectName bean, String attribute) {
        return false;
    }

    @Override
    public boolean isObjectNameHidden(ObjectName bean) {
        return HIDDEN.stream().anyMatch(hidden -> hidden.apply(bean));
    }

    /** What an address alone could do, a link on another page could do as well. */
    @Override
    public boolean isHttpMethodAllowed(HttpMethod method) {
        return method == HttpMethod.POST;
    }

    @Override
    public boolean isRemoteAccessAllowed(String... hosts) {
        return true;
    }

    /** Pages of other sites are told that they may not; who asks at all is the business of the login. */
    @Override
    public boolean isOriginAllowed(String origin, boolean onlyWhenChecked) {
        return onlyWhenChecked;
    }
}
