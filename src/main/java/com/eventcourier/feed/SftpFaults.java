package com.eventcourier.feed;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSchChangedHostKeyException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchUnknownHostKeyException;
import com.jcraft.jsch.SftpException;
import java.nio.file.Path;
import java.util.Set;

/** What the faults of an SFTP server mean. */
final class SftpFaults {

    private static final Set<Integer> OF_A_FILE = Set.of(
            ChannelSftp.SSH_FX_NO_SUCH_FILE,
            ChannelSftp.SSH_FX_PERMISSION_DENIED,
            ChannelSftp.SSH_FX_FAILURE,
            ChannelSftp.SSH_FX_OP_UNSUPPORTED);

    private static final Set<String> CLOSED = Set.of(
            "inputstream is closed", "Pipe closed", "session is down", "connection is closed by foreign host", "error");

    private SftpFaults() {}

    private static <T extends Throwable> T find(Throwable fault, Class<T> kind) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return kind.cast(cause);
            }
        }
        return null;
    }

    /** Whether the server answered, and refused what was asked for one file; otherwise the connection is at fault. */
    static boolean isOfOneFile(Throwable fault) {
        SftpException answer = find(fault, SftpException.class);
        return answer != null && answer.getCause() == null && OF_A_FILE.contains(answer.id);
    }

    /** Whether the file was taken away before it was asked for. */
    static boolean isGone(Throwable fault) {
        SftpException answer = find(fault, SftpException.class);
        return answer != null && answer.getCause() == null && answer.id == ChannelSftp.SSH_FX_NO_SUCH_FILE;
    }

    /** Why a server cannot be used, for an operator. */
    static String reason(Throwable fault, Path hostKeys) {
        if (find(fault, JSchChangedHostKeyException.class) != null) {
            return "its host key is not the one in " + hostKeys
                    + ", so it may be another server. If its people say that"
                    + " they changed the key, replace the line";
        }
        if (find(fault, JSchUnknownHostKeyException.class) != null) {
            return "its host key is not in " + hostKeys + ". Ask its people for the fingerprint and add the line that"
                    + " ssh-keyscan prints";
        }
        JSchException refused = find(fault, JSchException.class);
        if (refused != null && String.valueOf(refused.getMessage()).startsWith("Auth ")) {
            return "it refused the user with this key or password";
        }
        Throwable root = fault;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String said = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        if (said.startsWith("timeout: ")) {
            return "it does not answer";
        }
        return CLOSED.contains(said)
                ? "it closed the connection"
                : said.replaceAll("\\s+", " ").strip();
    }
}
