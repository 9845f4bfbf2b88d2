package com.eventcourier.inbox;

import static org.awaitility.Awaitility.await;

import com.eventcourier.DebianPackages;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real OpenSSH server on this machine, for whoever runs the test, with a folder of its own and a wire that can be cut. */
public final class SftpServer implements AutoCloseable {

    private static final Path SSHD = Path.of("/usr/sbin/sshd");
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Path folder;
    private final int port;
    private final Wire wire;
    private Process process;

    /** Starts one; a machine without sshd gets Debian's package if the test may install it. */
    public SftpServer(Path folder) throws Exception {
        this.folder = folder;
        DebianPackages.need(SSHD, "openssh-server");
        if (isRoot()) {
            Files.createDirectories(Path.of("/run/sshd"));
        }
        Files.createDirectories(home());
        port = freePort();
        key("user");
        key("host");
        key("other");
        Files.copy(folder.resolve("user.pub"), folder.resolve("authorized"));
        wire = new Wire(port);
        writeKnownHosts("host");
        start();
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    private void key(String name) throws Exception {
        run(List.of(
                "ssh-keygen",
                "-q",
                "-t",
                "ed25519",
                "-N",
                "",
                "-C",
                name,
                "-f",
                folder.resolve(name).toString()));
    }

    static String run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(command + ": " + said);
        }
        return said;
    }

    /** The server that is known from now on is the one with this key. */
    public void writeKnownHosts(String key) throws IOException {
        String[] words = Files.readString(folder.resolve(key + ".pub")).split(" ");
        Files.writeString(knownHosts(), "[127.0.0.1]:" + wire.port() + " " + words[0] + " " + words[1] + "\n");
    }

    /** Starts the server, with the same keys and folder as before. */
    public void start() throws IOException {
        Path config = Files.writeString(folder.resolve("sshd_config"), """
                Port %d
                ListenAddress 127.0.0.1
                HostKey %s
                AuthorizedKeysFile %s
                PidFile none
                UsePAM no
                StrictModes no
                PermitRootLogin yes
                PasswordAuthentication yes
                MaxStartups 100
                Subsystem sftp internal-sftp
                ForceCommand internal-sftp -d %s
                """.formatted(
                        port, folder.resolve("host"), folder.resolve("authorized"), home()));
        process = new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("sshd.log").toFile())
                .start();
        await("sshd").atMost(SOON).until(this::answers);
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return socket.getInputStream().read() == 'S';
        } catch (IOException e) {
            return false;
        }
    }

    /** Kills the server and all its sessions. */
    public void kill() throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    /** Kills the sessions only. */
    void killSessions() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
    }

    public Wire wire() {
        return wire;
    }

    /** Where clients connect to. */
    public int port() {
        return wire.port();
    }

    /** The folder that a user is in after the login. */
    public Path home() {
        return folder.resolve("home");
    }

    public Path knownHosts() {
        return folder.resolve("known_hosts");
    }

    /** The settings of a feed that logs in with its key. */
    public List<String> settings(String feed) {
        String prefix = "--courier.sftp." + feed + ".";
        return List.of(
                prefix + "host=127.0.0.1",
                prefix + "port=" + port(),
                prefix + "user=" + System.getProperty("user.name"),
                prefix + "key-file=" + folder.resolve("user"),
                prefix + "known-hosts=" + knownHosts(),
                prefix + "poll=1s");
    }

    /** Uploads as a careful partner does: under another name first. */
    public Path upload(String path, byte[] content) throws IOException {
        Path file = home().resolve(path);
        Files.createDirectories(file.getParent());
        Path unfinished = file.resolveSibling("." + file.getFileName());
        Files.write(unfinished, content);
        return Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    public Path upload(String path, String content) throws IOException {
        return upload(path, content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws Exception {
        kill();
        wire.close();
    }
}
