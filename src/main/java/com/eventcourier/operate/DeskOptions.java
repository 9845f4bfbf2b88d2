package com.eventcourier.operate;

import com.eventcourier.ledger.DataFolder;
import com.eventcourier.ledger.LedgerQueries;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all commands of the desk have: the data folder, and JSON or text on the screen. */
final class DeskOptions {

    @Option(names = "--json", description = "Print the same JSON as over HTTP.")
    private boolean json;

    /** The command; what is left over of its words are settings. */
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Has the commands of the desk, at any depth, take settings as all others do. */
    static void takeSettings(CommandLine line) {
        boolean desk = line.getCommandSpec().mixins().values().stream()
                .anyMatch(mixin -> mixin.userObject() instanceof DeskOptions);
        if (desk) {
            line.setUnmatchedArgumentsAllowed(true);
        }
        line.getSubcommands().values().forEach(DeskOptions::takeSettings);
    }

    private List<String> given() {
        return command.commandLine().getUnmatchedArguments();
    }

    boolean isJson() {
        return json;
    }

    DataFolder data() {
        CourierCommand.refuseWords(given());
        return DataChoice.of(given());
    }

    String[] settings() {
        return given().toArray(String[]::new);
    }

    /** What is read is of one moment; it ends with the process. */
    LedgerQueries ledger() {
        return LedgerQueries.of(data().ledgerFile());
    }

    /** Refuses before anybody is asked, in the words of the command line. */
    static String why(String text) {
        if (text == null || text.isBlank()) {
            throw new DeskRefusal(
                    "Add --why \"<reason>\": it is kept with who did it. Name no customer in it. Nothing was changed.");
        }
        return LetterArguments.why(text);
    }

    static ObjectNode arguments() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Has the running courier do it, and says what it answers. */
    int change(String desk, String operation, ObjectNode arguments) {
        JsonNode answer = DeskClient.call(data(), desk, operation, arguments);
        System.out.println(json ? answer.toString() : answer.path("result").asText());
        return 0;
    }

    /** Prints a table with these columns, or all of it as JSON. */
    int print(Object table, String... columns) {
        JsonNode rows = OpenJson.of(table);
        System.out.println(json ? rows.toString() : TextTable.of(rows, columns));
        return 0;
    }

    /** Prints one thing, a line for each of its facts. */
    int printOne(Object one, String... facts) {
        JsonNode fields = OpenJson.of(one);
        System.out.println(json ? fields.toString() : TextTable.facts(fields, facts));
        return 0;
    }
}
