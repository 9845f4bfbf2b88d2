package com.eventcourier;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;

/** The courier as a Spring Boot application: its stages are found by their packages. */
@SpringBootApplication(exclude = DataSourceAutoConfiguration.class)
public class EventCourierApplication {}
