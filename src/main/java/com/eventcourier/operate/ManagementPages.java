package com.eventcourier.operate;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.net.URI;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * What the management port answers beside Actuator and Hawtio. It is named in the file
 * {@code ManagementContextConfiguration.imports} and not marked as a configuration: else the other server would answer it
 * too, where nobody has to log in.
 */
class ManagementPages {

    /** Before the filters of Hawtio, some of which answer by themselves. */
    @Bean
    FilterRegistrationBean<Filter> loginFirst(@Qualifier("springSecurityFilterChain") Filter filter) {
        FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
        return registration;
    }

    /** Who comes by the address alone is led to Hawtio. */
    @Bean
    RouterFunction<ServerResponse> start() {
        URI hawtio = URI.create(ManagementSecurity.HAWTIO);
        return RouterFunctions.route()
                .GET("/", request -> ServerResponse.temporaryRedirect(hawtio).build())
                .build();
    }
}
