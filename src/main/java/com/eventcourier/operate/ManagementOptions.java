package com.eventcourier.operate;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The port on which the courier is looked into and operated: Hawtio, the desk, health and metrics.
 *
 * @param enabled whether there is one; without it commands that change something have nobody to ask; default true
 * @param port its number; 0 takes any that is free; default 8481
 * @param address the address of this machine that it listens on; another one than the default lets other machines in,
 *     and what they send is in the clear unless {@code management.server.ssl} says otherwise; default 127.0.0.1
 * @param users who may log in, by name ([a-z0-9]+); default one user {@code operator} with a password of that start,
 *     which is printed on the screen
 */
public record ManagementOptions(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("8481") @Min(0) @Max(65535) int port,
        @DefaultValue("127.0.0.1") String address,
        @DefaultValue Map<String, User> users) {

    /**
     * Someone who may log in.
     *
     * @param password the hash of the password, as the command {@code hash-password} prints it; secret
     * @param role {@code viewer}: sees everything but customers' values, and changes nothing; {@code operator}: may do
     *     all that there is to do; default viewer
     */
    public record User(
            String password, @DefaultValue("viewer") Role role) {

        @Override
        public String toString() {
            return "User[role=" + role + "]";
        }
    }

    /** What someone may do. */
    public enum Role {
        /** Looks. */
        VIEWER,
        /** Looks and changes. */
        OPERATOR
    }
}
