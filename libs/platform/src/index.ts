export * from './antivirus/antivirus.ts';
export { decrypt, encrypt } from './authenticated-encryption.ts';
export * from './bytes-within.ts';
export * from './calendar/calendar.ts';
export * from './calendar/deadlines.ts';
export * from './calendar/durations.ts';
export * from './calendar/holidays.ts';
export type { CalendarDate, Instant } from './calendar/instant.ts';
export * from './calendar/typed-moment.ts';
export * from './canonical-json.ts';
export * from './clock.ts';
export { acceptedSecrets, Config, ConfigurationError, type Settings } from './config/config.ts';
export { SHORTEST_SECRET, VARIABLES } from './config/environment.ts';
export { eventStoreUrlProblem } from './config/event-store-url.ts';
export { withKeptSecrets } from './config/kept-secrets.ts';
export { loadConfig, loadSettings } from './config/load-config.ts';
export { isLoopback } from './config/loopback.ts';
export { withSecretFiles } from './config/secret-files.ts';
export { type SiemConfig, type SiemMask, siemMasks } from './config/siem-config.ts';
export type { TsaConfig } from './config/tsa-config.ts';
export * from './context/acting-for.ts';
export * from './context/execution-context.ts';
export * from './context/served-request.ts';
export * from './corrections.ts';
export * from './csv.ts';
export * from './documents/documents.ts';
export * from './files/as-download.ts';
export * from './files/attached-file.view.ts';
export * from './files/attachment-endpoints.ts';
export * from './files/attachments.ts';
export * from './files/file-intake.ts';
export * from './files/file-name.dto.ts';
export * from './files/file-type.ts';
export * from './files/files.module.ts';
export * from './files/kept-files.ts';
export * from './files/sha256.ts';
export * from './files/streamed-file.ts';
export * from './free-ports.ts';
export * from './group-by.ts';
export * from './http/access.guard.ts';
export * from './http/access.ts';
export * from './http/answers.ts';
export * from './http/close-gently.ts';
export * from './http/consultations.ts';
export * from './http/cookies.ts';
export * from './http/execution-context.interceptor.ts';
export * from './http/fields.ts';
export * from './http/id.pipe.ts';
export * from './http/json-bodies.ts';
export * from './http/link-attempts.ts';
export * from './http/problem.filter.ts';
export * from './http/problem.ts';
export * from './http/public-address.ts';
export * from './http/reader-gone.ts';
export * from './http/reason.dto.ts';
export * from './http/refusal.view.ts';
export * from './http/same-origin.ts';
export * from './http/text.pipe.ts';
export * from './http/too-many.ts';
export { forwardedWithoutPorts, type TrustedProxies } from './http/trusted-proxies.ts';
export * from './http/validation.ts';
export * from './http/without-port.ts';
export { DIRECTOR_LEVEL, type ProviderPurpose } from './identity-provider/demands.ts';
export * from './identity-provider/identity-provider.module.ts';
export {
  type Assertion,
  answerRefused,
  hashOfIdToken,
  IdentityProvider,
  identityHash,
  isAnswerRefused,
  type ProviderParameters,
  type WantedAccount,
} from './identity-provider/identity-provider.ts';
export * from './identity-provider/provider-answer.dto.ts';
export {
  ProviderRequests,
  providerRequestHolders,
  providerRequestSeals,
  providerRequestTable,
} from './identity-provider/provider-requests.ts';
export * from './ids.ts';
export * from './imports/declaration.ts';
export * from './imports/import.ts';
export * from './imports/import-controller.ts';
export * from './in-time.ts';
export * from './in-turn.ts';
export * from './jobs.ts';
export * from './kept-file.ts';
export * from './lists/counting.ts';
export * from './lists/declaration.ts';
export * from './lists/found.view.ts';
export * from './lists/list.ts';
export * from './lists/list-controller.ts';
export * from './lists/search.ts';
export * from './lists/sorting.ts';
export * from './lists/usual-filters.ts';
export * from './observation/spans.ts';
export * from './ocsf.ts';
export * from './one-by-one.ts';
export * from './periods.ts';
export type { Subject } from './policy/parameter.ts';
export * from './policy.ts';
export * from './postgres/database.ts';
export * from './postgres/embedded-postgres.ts';
export * from './postgres/embedded-postgres-error.ts';
export * from './postgres/empty-embedded-postgres.ts';
export * from './postgres/exclusive.ts';
export * from './postgres/fragment.ts';
export * from './postgres/french-order.ts';
export * from './postgres/grouping.ts';
export * from './postgres/insert-rows.ts';
export * from './postgres/migrations.ts';
export * from './postgres/name-secret.ts';
export * from './postgres/not-waiting.ts';
export * from './postgres/notifications.ts';
export * from './postgres/outage.ts';
export * from './postgres/roles.ts';
export * from './postgres/row-seal.ts';
export * from './postgres/running-embedded-postgres.ts';
export * from './read-ahead.ts';
export * from './reason.ts';
export * from './refusal.ts';
export * from './sanctions.ts';
export * from './sealed-token.ts';
export * from './sides.ts';
export * from './silence.ts';
export * from './slices.ts';
export * from './system-fault.ts';
export * from './tasks.ts';
export * from './text/alike.ts';
export * from './text/kinds.ts';
export * from './text/mailbox.ts';
export * from './text/person-name.ts';
export * from './text/siret.ts';
export * from './text/storable.ts';
export * from './text/user-code.ts';
export { windows1252 } from './text/windows-1252.ts';
export * from './typography.ts';
export * from './when-all-ended.ts';
export * from './zip.ts';
