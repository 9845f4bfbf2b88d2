package com.eventcourier.feed;

import java.util.List;

/** What a file taken out of a zip archive is called in the inbox. */
final class MemberName {

    private static final int SHOWN = 80;

    private MemberName() {}

    /** What the makers of archives add beside the files. */
    static boolean isByTheWay(String member) {
        return slashes(member).startsWith("__MACOSX/") || last(member).equals(".DS_Store");
    }

    /**
     * The name of a file in the archive, with the archive's own before it and its folders in it, as one name.
     *
     * @throws FeedFault where the name leads out of the archive, or would be no name of a finished file here
     */
    static String of(String archive, String member) throws FeedFault {
        String path = slashes(member);
        List<String> parts = List.of(path.split("/", -1));
        if (path.startsWith("/")
                || member.matches("(?s)[A-Za-z]:.*")
                || parts.contains("..")
                || parts.contains("")
                || member.chars().anyMatch(Character::isISOControl)) {
            throw new FeedFault("The archive has a file whose name leads out of it or is none: " + shown(member)
                    + ". Nothing of it was read.");
        }
        if (Inbox.isUnfinishedName(last(member))) {
            throw new FeedFault("The archive has a file with the name of an unfinished one: " + shown(member)
                    + ". Nothing of it was read.");
        }
        String name = stem(archive) + "." + String.join("_", parts);
        if (!ShortName.fits(name)) {
            throw new FeedFault(
                    "The archive has a file whose name is too long: " + shown(member) + ". Nothing of it was read.");
        }
        return name;
    }

    /**
     * What the one file in a gz archive is called: what it names itself is not asked.
     *
     * @throws FeedFault where that is too long
     */
    static String ofGz(String archive) throws FeedFault {
        String plain = archive.replaceFirst("(?i)\\.gz(ip)?$", "");
        boolean own = !plain.isEmpty() && !plain.equals(archive) && !Inbox.isUnfinishedName(plain);
        String name = own ? plain : "unpacked." + archive;
        if (!ShortName.fits(name)) {
            throw new FeedFault("The archive's name is too long for the file in it, which would be called "
                    + shown(name) + ". Nothing of it was read; give it a shorter one.");
        }
        return name;
    }

    static String shown(String member) {
        String plain = member.replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= SHOWN ? plain : plain.substring(0, SHOWN) + "...";
    }

    private static String stem(String archive) {
        return archive.replaceFirst("(?i)\\.zip$", "");
    }

    /** Some packers of Windows write its own separator. */
    private static String slashes(String member) {
        return member.replace('\\', '/');
    }

    private static String last(String member) {
        return member.substring(slashes(member).lastIndexOf('/') + 1);
    }
}
