package com.eventcourier.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemberNameTest {

    @Test
    void theSeparatorOfWindowsSeparatesToo() throws FeedFault {
        assertThat(MemberName.of("win.zip", "mon\\a.csv")).isEqualTo("win.mon_a.csv");
        assertThat(MemberName.isByTheWay("mon\\.DS_Store")).isTrue();
        assertThat(MemberName.isByTheWay("__MACOSX\\._mon.csv")).isTrue();
        assertThat(MemberName.isByTheWay("mon\\__MACOSX.csv")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"..\\a.csv", "mon\\..\\..\\a.csv", "\\a.csv", "C:\\a.csv", "a\\"})
    void andLeadsNowhere(String member) {
        assertThatThrownBy(() -> MemberName.of("win.zip", member)).hasMessageContaining("leads out of it or is none");
    }
}
