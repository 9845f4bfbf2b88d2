package com.eventcourier.feed;

import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;

/**
 * Which files of a server are meant.
 *
 * @param base the folder in which all of the wanted ones are; empty for that of the login
 */
record RemoteFolders(String base, List<String> wanted, List<PathMatcher> names, String doneEnding) {

    static final String DONE = ".done";

    static RemoteFolders of(SftpOptions options) {
        List<PathMatcher> names = options.names().stream()
                .map(name -> FileSystems.getDefault().getPathMatcher("glob:" + name))
                .toList();
        String ending = options.then() == SftpOptions.Then.RENAME ? DONE : null;
        return new RemoteFolders(common(options.folders()), options.folders(), names, ending);
    }

    /** The folder in which all of these are. */
    static String common(List<String> folders) {
        String common = folders.get(0);
        for (String folder : folders) {
            while (!isIn(folder, common)) {
                common = parent(common);
            }
        }
        return common;
    }

    private static boolean isIn(String folder, String other) {
        return other.isEmpty() || folder.equals(other) || folder.startsWith(other + "/");
    }

    static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Whether a folder is wanted, or one below it is. */
    boolean leadsOn(String folder) {
        return wanted.stream().anyMatch(one -> isIn(one, folder));
    }

    /** Whether a file is one of the feed's. */
    boolean isMeant(String path) {
        String name = name(path);
        if (!wanted.contains(parent(path)) || Inbox.isUnfinishedName(name)) {
            return false;
        }
        boolean done = doneEnding != null && name.endsWith(doneEnding);
        return !done && isNameHere(name) && names.stream().anyMatch(one -> one.matches(Path.of(name)));
    }

    /** What deletes and renames on a server takes such a name for a pattern. */
    static boolean isPattern(String path) {
        return path.chars().anyMatch(each -> each == '*' || each == '?' || each == '\\');
    }

    /** A server of another kind may have names that no file can have here. */
    private static boolean isNameHere(String name) {
        try {
            return Path.of(name).getNameCount() == 1 && name.chars().noneMatch(Character::isISOControl);
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
