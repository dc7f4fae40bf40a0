package uk.firstbell.cloud;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** The value of each setting, of which a function is told only what it uses. */
final class Environment {
  private final Map<Variable, String> values = new EnumMap<>(Variable.class);

  Environment(Settings settings, Keys keys, Tables tables, Queues queues) {
    values.put(Variable.STORY_TABLE, tables.story().getTableName());
    values.put(Variable.KEYS_TABLE, tables.keys().getTableName());
    values.put(Variable.DIRECTORY_TABLE, tables.directory().getTableName());
    values.put(Variable.AUDIT_TABLE, tables.audit().getTableName());
    values.put(Variable.PAYLOAD_KEY, keys.payload().getKeyId());
    values.put(Variable.PSEUDONYM_KEY, keys.pseudonym().getKeyId());
    values.put(Variable.AUTHORITY_KEY, keys.authority().getKeyId());
    values.put(Variable.ROUTING_QUEUE, queues.routing().getQueueUrl());
    values.put(Variable.DISPATCH_QUEUE, queues.dispatch().getQueueUrl());
    values.put(Variable.AGENCIES_AUTHORITY, settings.agenciesAuthority());
    values.put(Variable.ALERT_SENDER, settings.alertSender());
    values.put(Variable.PORTAL_ADDRESS, settings.portalAddress());
    values.put(Variable.SIGN_IN_ISSUERS, settings.signInIssuers());
    values.put(Variable.SIGN_IN_CLIENT, settings.signInClient());
    values.put(Variable.SIGN_IN_ROLES, settings.signInRoles());
    values.put(Variable.SIGN_IN_SECRET, settings.signInSecret());
  }

  Map<String, String> of(Stage stage) {
    Map<String, String> told = new TreeMap<>();
    for (Variable variable : stage.told()) {
      told.put(variable.key(), requireNonNull(values.get(variable), "every variable has a value"));
    }
    return told;
  }
}
