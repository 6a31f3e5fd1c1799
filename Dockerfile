# sqlcache as an Airbyte destination: spec | check | write. docs/airbyte-destination.md says how to build and use it.
FROM eclipse-temurin:17-jre

RUN useradd --system --uid 10001 --create-home sqlcache
COPY cache-cli/target/sqlcache.jar /opt/sqlcache/sqlcache.jar

# Airbyte's platform runs this text with the verb and its options behind it.
ENV AIRBYTE_ENTRYPOINT="java -XX:+UseSerialGC -XX:MaxRAMPercentage=75 -jar /opt/sqlcache/sqlcache.jar"

LABEL io.airbyte.name="sqlcache/destination-postgres" \
      io.airbyte.version="0.1.0"

USER sqlcache
WORKDIR /home/sqlcache
# exec: signals go to Java, which ends a write at its last state.
ENTRYPOINT ["/bin/sh", "-c", "exec ${AIRBYTE_ENTRYPOINT} \"$@\"", "sqlcache"]
