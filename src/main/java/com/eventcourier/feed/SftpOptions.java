package com.eventcourier.feed;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where the files of a feed come from whose route is made from the template {@code feed-from-sftp}.
 *
 * @param host the server's name or address; without it the feed is switched off
 * @param port its port; default 22
 * @param user who logs in
 * @param password of that user, where it has no key; taken as a secret
 * @param keyFile the file with the user's private key, in the form of OpenSSH or PEM, from the folder
 *     that the courier is started in; default: the password is used; both together are refused
 * @param passphrase of the key, if it has one; taken as a secret
 * @param knownHosts the file with the server's host key, as ssh-keyscan prints it; default {@code known_hosts} in the
 *     config folder
 * @param anyHostKey true: the server need not prove who it is, so that anybody in between may read along: for a trial
 *     only; default false
 * @param folders where its files are, below the folder that the user is in after the login, with {@code /} between
 *     folders; default that folder itself
 * @param names which files are meant, as patterns such as {@code *.csv}; default all. A name that begins with a dot, or
 *     that an unfinished upload has, is never meant
 * @param then what becomes of a file on the server once the ledger has it: {@code move} it into {@code done-folder},
 *     {@code rename} it to end in {@code .done}, or {@code delete} it; default move
 * @param doneFolder where files are moved, below their own folder; default {@code .done}
 * @param reportFolder where reports and refused rows are put for the sender, below the folder of the login; default: they
 *     stay in the outbox only
 * @param poll how long it is waited between two looks at the folders, 1s to 1h; default 10s
 * @param aheadFiles so many files may wait in the inbox; with them there nothing more is copied, 1 to 1000; default 2
 * @param aheadSize so much may wait there, together; default 4GB
 */
public record SftpOptions(
        String host,
        @DefaultValue("22") @Min(1) @Max(65535) int port,
        String user,
        String password,
        Path keyFile,
        String passphrase,
        Path knownHosts,
        @DefaultValue("false") boolean anyHostKey,
        @DefaultValue("") List<String> folders,
        @DefaultValue("*") List<String> names,
        @DefaultValue("move") Then then,
        @DefaultValue(".done") String doneFolder,
        String reportFolder,

        @DefaultValue("10s") @DurationMin(seconds = 1) @DurationMax(hours = 1)
        Duration poll,

        @DefaultValue("2") @Min(1) @Max(1000) int aheadFiles,
        @DefaultValue("4GB") DataSize aheadSize) {

    /** What becomes of a file on the server. */
    public enum Then {
        MOVE,
        RENAME,
        DELETE
    }

    public SftpOptions {
        folders = folders.isEmpty() ? List.of("") : List.copyOf(folders);
        names = names.isEmpty() ? List.of("*") : List.copyOf(names);
    }

    /** What is wrong with these options, each without the beginning of its key. */
    public List<String> faults(Path config) {
        List<String> faults = new ArrayList<>();
        if (user == null || user.isBlank()) {
            faults.add("user is not set: say who logs in");
        }
        if ((password == null) == (keyFile == null)) {
            faults.add("password or key-file must be set, and only one of them");
        }
        if (keyFile != null && !Files.isReadable(keyFile)) {
            faults.add("key-file " + keyFile + " is not there or cannot be read by this user");
        }
        if (!anyHostKey && !Files.isReadable(hostKeys(config))) {
            faults.add("known-hosts " + hostKeys(config) + " is not there or cannot be read. Put the server's host key"
                    + " into it: ssh-keyscan -p " + port + " " + host
                    + " shows it; ask the server's people whether it is"
                    + " theirs");
        }
        folders.stream()
                .filter(folder -> !isBelow(folder, true))
                .forEach(folder -> faults.add("folders has " + folder + ": a folder is written without a / at its"
                        + " beginning or end, and without any . or .. in it"));
        if (!isBelow(doneFolder, false) || (reportFolder != null && !isBelow(reportFolder, false))) {
            faults.add(
                    "done-folder and report-folder are written without a / at their beginning or end, and without any . or .. in them");
        }
        boolean movedIntoWanted = folders.stream()
                .map(folder -> folder.isEmpty() ? doneFolder : folder + "/" + doneFolder)
                .anyMatch(folders::contains);
        if (then == Then.MOVE && movedIntoWanted) {
            faults.add("done-folder is one of folders: what was read would be read again");
        }
        if (reportFolder != null && folders.contains(reportFolder)) {
            faults.add("report-folder is one of folders: reports would be read as files of the feed");
        }
        try {
            RemoteFolders.of(this);
        } catch (PatternSyntaxException e) {
            faults.add("names has a pattern that is none: " + e.getPattern());
        }
        return faults;
    }

    private static boolean isBelow(String folder, boolean mayBeEmpty) {
        return folder.isEmpty()
                ? mayBeEmpty
                : List.of(folder.split("/", -1)).stream()
                        .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    }

    /** The file with the server's host key. */
    public Path hostKeys(Path config) {
        return knownHosts == null ? config.resolve("known_hosts") : knownHosts;
    }

    /** Whether the server is on this machine, as one that somebody tries things with. */
    public boolean isHere() {
        return host.matches("localhost|127\\..*|::1|\\[::1]");
    }

    @Override
    public String toString() {
        return "SftpOptions[" + host + ":" + port + "]";
    }
}
