package com.eventcourier.webhook;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Checks what no single option of an account shows, by {@link AccountRules}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = ValidAccount.Check.class)
@interface ValidAccount {

    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Reports each fault by itself. */
    class Check implements ConstraintValidator<ValidAccount, AccountOptions> {

        @Override
        public boolean isValid(AccountOptions options, ConstraintValidatorContext context) {
            var faults = AccountRules.faultsOf(options);
            context.disableDefaultConstraintViolation();
            for (String fault : faults) {
                context.buildConstraintViolationWithTemplate(fault.replaceAll("([{}$\\\\])", "\\\\$1"))
                        .addConstraintViolation();
            }
            return faults.isEmpty();
        }
    }
}
