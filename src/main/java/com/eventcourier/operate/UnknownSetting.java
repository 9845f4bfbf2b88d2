package com.eventcourier.operate;

import com.eventcourier.event.ConfigFault;
import java.util.List;

/** A command was told something that it does not know, so that what it would do is not what was meant. */
final class UnknownSetting extends ConfigFault {

    private static final long serialVersionUID = 1L;

    UnknownSetting(List<String> names) {
        super(names.stream()
                .map(name -> "There is no setting " + name + ". Is it misspelt? Nothing was done.")
                .toList());
    }
}
