# ./mvnw verify
# docker build -t event-courier .
# docker run -v courier-data:/courier/data -e COURIER_ACCOUNTS_MAIN_URL=... event-courier
#
# Commands work as without a container:  docker exec <container> java -jar event-courier.jar status

FROM eclipse-temurin:17-jre AS layers
COPY target/event-courier-layers.jar event-courier.jar
RUN java -Djarmode=tools -jar event-courier.jar extract --layers --destination /layers

FROM eclipse-temurin:17-jre AS courier
RUN groupadd --system --gid 10001 courier \
    && useradd --system --uid 10001 --gid courier --home-dir /courier --shell /usr/sbin/nologin courier \
    && install --directory --owner=courier --group=courier --mode=0700 /courier/data
WORKDIR /courier

# What changes least comes first: a new version of the courier is a small layer on top of its libraries.
COPY --from=layers /layers/dependencies/ ./
COPY --from=layers /layers/spring-boot-loader/ ./
COPY --from=layers /layers/snapshot-dependencies/ ./
COPY --from=layers /layers/application/ ./
# Mount your own over these two.
COPY routes/ routes/
COPY config/ config/

# Delivers the samples once, to remember the classes that a start needs. Some of them are refused on purpose: exit code 3.
FROM courier AS rehearsal
COPY samples/ samples/
RUN java -XX:ArchiveClassesAtExit=/courier.jsa -jar event-courier.jar run --until-idle --courier.data=/rehearsal \
    || [ $? -eq 3 ]

FROM courier
COPY --from=rehearsal /courier.jsa ./

USER courier
# Everything that must survive: inbox, outbox, ledger, dead letters.
VOLUME /courier/data

# Without ExitOnOutOfMemoryError: a record that takes all memory is a dead letter, and not a new start that reads it again.
ENTRYPOINT ["java", "-XX:SharedArchiveFile=courier.jsa", "-XX:MaxRAMPercentage=75", "-jar", "event-courier.jar"]
