package io.sqlcache.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Who runs the server's programs: the user of this JVM, or, since PostgreSQL refuses root, the unprivileged user 65534 for root.
 *
 * <p>User namespaces ({@code unshare}) would be another way out for root, but containers often refuse them; changing the user is always
 * allowed to a real root.
 */
final class Account {

    private static final int NOBODY = 65534;

    private final String name;
    private final boolean unix;
    private final boolean root;

    private Account(String name, boolean unix, boolean root) {
        this.name = name;
        this.unix = unix;
        this.root = root;
    }

    /** The account of this JVM. */
    static Account current() throws IOException {
        if (System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows")) {
            return new Account(System.getProperty("user.name"), false, false);
        }
        // Asked of a file we made: the JDK's UnixSystem takes a user without an entry in /etc/passwd for root.
        Path probe = Files.createTempFile("sqlcache", ".probe");
        try {
            String user = Files.getAttribute(probe, "unix:uid").toString();
            return new Account(user, true, user.equals("0"));
        } finally {
            Files.delete(probe);
        }
    }

    /** A name for this account that no other on this machine has. */
    String name() {
        return name;
    }

    /** The command line that runs a program as the server's user. */
    List<String> commandLine(List<String> command) {
        if (!root) {
            return command;
        }
        List<String> line =
                new ArrayList<>(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--"));
        line.addAll(command);
        return line;
    }

    /** Makes an empty directory that only the server's user can enter. */
    void createPrivateDirectory(Path directory) throws IOException {
        Files.createDirectories(directory);
        restrict(directory, "rwx------");
        giveToServer(directory);
    }

    /** Makes an empty file that the server can append to. */
    void createFile(Path file) throws IOException {
        Files.createFile(file);
        giveToServer(file);
    }

    /** Makes a directory of ours that nobody else can write to, and through which the server's user can reach what is inside. */
    void createReachableDirectory(Path directory) throws IOException {
        Files.createDirectories(directory);
        restrict(directory, root ? "rwxr-xr-x" : "rwx------");
    }

    /** Whether a file belongs to this account, so that its content can be trusted. */
    boolean owns(Path file) throws IOException {
        return !unix || Files.getAttribute(file, "unix:uid").toString().equals(name);
    }

    /** Hands a file or directory over to the server's user. */
    void giveToServer(Path path) throws IOException {
        if (root) {
            Files.setAttribute(path, "unix:uid", NOBODY);
            Files.setAttribute(path, "unix:gid", NOBODY);
        }
    }

    /** Sets the permissions of a file, whatever the umask; does nothing on Windows. */
    void restrict(Path path, String permissions) throws IOException {
        if (unix) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }

    /** What to do when a program was not allowed to do something, for error messages. */
    String advice() {
        return root
                ? "PostgreSQL refuses root, so setpriv (package util-linux) runs it as user " + NOBODY
                        + ", who must be able to enter the directories named here; or run as an ordinary user"
                : "check that the directories named here belong to you, and that /etc/passwd has you";
    }
}
