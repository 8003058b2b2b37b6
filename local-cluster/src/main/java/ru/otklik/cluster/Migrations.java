package ru.otklik.cluster;

import java.util.function.Consumer;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import ru.otklik.console.Failure;

/** The tables of the job, brought to their newest version. */
final class Migrations {
    static final String SCHEMA = "otklik";

    private Migrations() {}

    static void apply(ClusterHome home, ClusterState state, Consumer<String> say) {
        apply(home, PostgresServer.url(state), say);
    }

    /** Migrates another database of the server. */
    static void apply(ClusterHome home, String url, Consumer<String> say) {
        try {
            Flyway flyway = Flyway.configure()
                    .dataSource(url, PostgresServer.ADMIN, home.secretText(PostgresServer.ADMIN))
                    .locations("classpath:db/migration")
                    .schemas(SCHEMA)
                    .defaultSchema(SCHEMA)
                    .failOnMissingLocations(false)
                    .load();
            if (flyway.info().all().length == 0) {
                say.accept("no migrations on the class path (db/migration): the database stays empty");
                return;
            }
            int applied = flyway.migrate().migrationsExecuted;
            if (applied > 0) {
                say.accept("database: " + applied + " migrations applied");
            }
        } catch (FlywayException e) {
            throw new Failure(
                    "the tables cannot be migrated: " + Failure.because(e) + "; start over with: up --fresh", e);
        }
    }
}
