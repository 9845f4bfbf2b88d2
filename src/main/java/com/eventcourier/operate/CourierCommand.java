package com.eventcourier.operate;

import com.eventcourier.event.ConfigFault;
import com.eventcourier.ledger.LedgerFault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.boot.web.embedded.tomcat.ConnectorStartFailedException;
import org.springframework.boot.web.server.PortInUseException;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the courier; without a command it runs. */
@Command(
        name = "event-courier",
        description =
                "Collects behavioural events from files, SFTP, SQS and HTTP and delivers each to a Capillary webhook.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            PreviewCommand.class,
            StatusCommand.class,
            AuditCommand.class,
            LedgerCommand.class,
            DeadLettersCommand.class,
            ReplayCommand.class,
            AccountsCommand.class,
            FeedsCommand.class,
            FilesCommand.class,
            TraceCommand.class,
            AuditTrailCommand.class,
            HashPasswordCommand.class
        })
public final class CourierCommand {

    static final int FAULT = 1;

    private CourierCommand() {}

    /** Runs the command that the arguments name, {@code run} by default; returns the exit code. */
    public static int execute(String... args) {
        CommandLine line = new CommandLine(new CourierCommand());
        DeskOptions.takeSettings(line);
        line.setExecutionExceptionHandler((e, command, parsed) -> failed(e));
        String twice = saidTwice(args);
        if (twice != null) {
            System.err.println("The option " + twice
                    + " is given twice. Which of the two is meant nobody knows; nothing was done.");
            return CommandLine.ExitCode.USAGE;
        }
        return line.execute(withDefault(line, args));
    }

    /** Spring would join both with a comma, and the courier run on a data folder of that name. */
    private static String saidTwice(String... args) {
        Set<String> names = new HashSet<>();
        for (String arg : args) {
            String name = arg.replaceFirst("=(?s:.*)", "");
            if (name.startsWith("--courier.") && !names.add(name)) {
                return name;
            }
        }
        return null;
    }

    private static String[] withDefault(CommandLine line, String... args) {
        List<String> known = List.of("-h", "--help", "-V", "--version");
        for (String arg : args) {
            if (line.getSubcommands().containsKey(arg) || known.contains(arg)) {
                return settingsLast(line, args);
            }
        }
        List<String> all = new ArrayList<>(List.of("run"));
        all.addAll(Arrays.asList(args));
        return all.toArray(String[]::new);
    }

    /** Settings may stand before the command as well as after it. */
    private static String[] settingsLast(CommandLine line, String... args) {
        List<String> first = new ArrayList<>();
        List<String> settings = new ArrayList<>();
        for (String arg : args) {
            boolean beforeCommand = first.stream().noneMatch(line.getSubcommands()::containsKey);
            (beforeCommand && arg.startsWith("--") && arg.contains("=") ? settings : first).add(arg);
        }
        first.addAll(settings);
        return first.toArray(String[]::new);
    }

    /** What is no option of a command is a setting, and these have a form. */
    static void refuseWords(List<String> settings) {
        for (String setting : settings) {
            if (!setting.matches("--[^=]+\\..+")) {
                throw new ConfigFault(
                        setting.startsWith("-")
                                ? "There is no option " + setting
                                        + ". --help tells which there are; settings are written"
                                        + " --courier.<name>=<value>."
                                : "There is no command " + setting
                                        + ". The commands are run, check, preview, status, audit, ledger, dead-letters,"
                                        + " replay, accounts, feeds, files, trace, audit-trail and hash-password.");
            }
        }
    }

    private static String portInUse(int port) {
        return "Port " + port + " of this machine is in use by another program. Stop that one, or start with"
                + " --courier.sandbox.port=<another port>; without the sandbox, --courier.http.port=<another port>.";
    }

    /** Says what is wrong in sentences where the courier knows; else what the libraries said, outermost first. */
    static int failed(Throwable fault) {
        List<String> messages = new ArrayList<>();
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConfigFault config) {
                config.sentences().forEach(System.err::println);
                return cause instanceof UnknownSetting ? CommandLine.ExitCode.USAGE : FAULT;
            }
            if (cause instanceof MarkedYAMLException yaml) {
                System.err.println("A settings file (application.yaml, here or in config) is not YAML"
                        + (yaml.getProblemMark() == null
                                ? ""
                                : ", line " + (yaml.getProblemMark().getLine() + 1)) + ": "
                        + yaml.getProblem() + ".");
                return FAULT;
            }
            if (cause instanceof PortInUseException port) {
                System.err.println(portInUse(port.getPort()));
                return FAULT;
            }
            if (cause instanceof ConnectorStartFailedException port) {
                System.err.println(portInUse(port.getPort()));
                return FAULT;
            }
            if (cause instanceof LedgerFault || cause instanceof DeskRefusal) {
                System.err.println(cause.getMessage());
                return FAULT;
            }
            messages.add(cause.getMessage() == null ? cause + " at " + cause.getStackTrace()[0] : cause.getMessage());
        }
        System.err.println(
                "The courier stopped on a fault that it has no sentence for. Nothing was lost. What was said:");
        messages.stream().distinct().forEach(message -> System.err.println("  " + message));
        if (System.getProperty("debug") != null) {
            fault.printStackTrace();
        }
        return FAULT;
    }
}
