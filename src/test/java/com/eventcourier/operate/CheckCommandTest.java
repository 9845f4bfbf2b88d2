package com.eventcourier.operate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class CheckCommandTest {

    @Test
    void whatIsShippedIsInOrder() {
        assertThat(CourierCommand.execute("check")).isZero();
    }

    @Test
    void anAccountThatAStartWouldRefuseIsAFault(CapturedOutput screen) {
        int exitCode = CourierCommand.execute(
                "check",
                "--courier.accounts.main.url=http://events.example.org/x",
                "--courier.accounts.main.in-flight=0");

        assertThat(exitCode).isEqualTo(1);
        assertThat(screen.getErr())
                .contains("courier.accounts.main.url starts with http://")
                .contains("courier.accounts.main.in-flight must be 1 to 1024, it is 0")
                .contains("courier.accounts.main.connections must be 1 to 1024, it is 0")
                .contains("3 faults.");
    }
}
