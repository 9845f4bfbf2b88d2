package com.eventcourier.feed;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What a queue's client says, as an operator can use it. */
final class QueueFault {

    private QueueFault() {}

    static String sentence(Throwable fault) {
        if (fault instanceof AwsServiceException refused && refused.awsErrorDetails() != null) {
            return clean(
                    refused.awsErrorDetails().errorMessage(),
                    refused.awsErrorDetails().errorCode());
        }
        String said = String.valueOf(fault.getMessage());
        if (fault instanceof SdkClientException && said.startsWith("Unable to load credentials")) {
            return "no AWS credentials were found in the environment, in a profile or for the machine's role";
        }
        return clean(said, fault.getClass().getSimpleName());
    }

    /** One line, without a full stop and without the numbers of the request. */
    private static String clean(String said, String otherwise) {
        if (said == null || said.isBlank()) {
            return otherwise;
        }
        String line = said.lines().findFirst().orElse(otherwise).replaceAll("\\s*\\((Service|SDK Attempt).*", "");
        return line.strip().replaceAll("[.;]+$", "");
    }
}
