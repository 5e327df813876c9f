import { queryOptions } from '@tanstack/react-query';
import { get, type Params, standsFor } from './client';
import type {
  AccessReview,
  AgentQuestion,
  Annex,
  Anomaly,
  AnomalyDetail,
  AroundAttempt,
  AttachedFile,
  Attempt,
  Attestations,
  Campaign,
  CaseCounts,
  Conformity,
  ControlDetail,
  Convention,
  DeclarationDetail,
  Establishment,
  FoundGroup,
  HeldData,
  Histogram,
  Holder,
  IdentityProvider,
  Idleness,
  ImportColumn,
  IncidentDetail,
  JobOverview,
  JobRun,
  KeptDay,
  ListedQuestion,
  ListPage,
  Mail,
  MonthlyReportDetail,
  Named,
  NumberGroup,
  Officer,
  OpenSession,
  OwnAct,
  OwnFactors,
  OwnSanction,
  Page,
  PartnerDossier,
  Person,
  Privacy,
  Processing,
  RelatedCases,
  Rule,
  SavedView,
  SessionEnd,
  Task,
  TopValues,
} from './contract';

const read = <T>(path: string, params: Params = {}) =>
  queryOptions({ queryKey: [path, params], queryFn: ({ signal }) => get<T>(path, params, signal) });

/** The same, read again and again while it goes on: by itself, once somebody has asked for it. */
const follow = <T>(path: string, params: Params, everyMs: number) =>
  queryOptions({
    queryKey: [path, params],
    queryFn: ({ signal, client, queryKey }) =>
      get<T>(path, params, signal, client.getQueryData(queryKey) !== undefined || undefined),
    refetchInterval: everyMs,
    // It is tried again soon enough, and that it failed is said at once.
    retry: false,
  });

const LIVE_MS = 5000;
/** Counting takes longer than reading the latest. */
const LIVE_FIGURES_MS = 15_000;

/** Everything the pages read, by name. */
export const queries = {
  list: <Item>(path: string, params: Params) => read<ListPage<Item>>(path, params),
  idleness: () => read<Idleness>('/accounts/idleness'),
  campaigns: () => read<Campaign[]>('/campaigns'),
  search: (q: string) => read<FoundGroup[]>('/search', { q }),
  tasks: () => read<Task[]>('/tasks'),
  partners: () => read<Named[]>('/partners'),
  convention: (id: string) => read<Convention>(`/conventions/${id}`),
  establishments: () => read<Establishment[]>('/establishments'),
  persons: () => read<Person[]>('/persons'),
  accessReview: (id: string) => read<AccessReview>(`/access-reviews/${id}`),
  annex: (params: AnnexParams) => read<Annex>('/annex', params),
  /** Commands on person and code are on what this shows. */
  holder: (id: string) => {
    const path = `/holders/${id}`;
    return queryOptions({
      queryKey: [path],
      queryFn: async ({ signal }) => {
        const holder = await get<Holder>(path, {}, signal);
        if (holder.account) standsFor(path, `/accounts/${holder.account.userCode}`);
        if (holder.person) standsFor(path, `/persons/${holder.person.id}`);
        return holder;
      },
    });
  },
  sessions: (userCode: string) => read<OpenSession[]>(`/accounts/${userCode}/sessions`),
  mails: (userCode: string) => read<Mail[]>(`/accounts/${userCode}/mails`),
  /** Read by itself: looking keeps no session alive. */
  sessionEnd: () =>
    queryOptions({
      queryKey: ['/session/end'],
      queryFn: ({ signal }) => get<SessionEnd>('/session/end', {}, signal, true),
      staleTime: 0,
    }),
  identityProvider: () => read<IdentityProvider>('/identity-provider'),
  ownAccess: () => read<Holder>('/own-access'),
  ownSanctions: () => read<OwnSanction[]>('/own-access/sanctions'),
  ownFactors: () => read<OwnFactors>('/own-access/factors'),
  ownSessions: () => read<OpenSession[]>('/own-access/sessions'),
  ownAttempts: (params: Params) => read<Page<Attempt>>('/own-access/attempts', params),
  connections: (params: Params, isLive = false) =>
    (isLive ? follow : read)<Page<Attempt>>('/connections', params, LIVE_MS),
  journalViews: () => read<SavedView[]>('/journal-views'),
  histogram: (params: Params, isLive = false) =>
    (isLive ? follow : read)<Histogram>('/connections/histogram', params, LIVE_FIGURES_MS),
  topValues: (params: Params, isLive = false) =>
    (isLive ? follow : read)<TopValues>('/connections/top', params, LIVE_FIGURES_MS),
  around: (id: string, at: string) => read<AroundAttempt>(`/connections/${id}/around`, { at }),
  casesWithAttempt: (id: string) => read<Anomaly[]>(`/connections/${id}/cases`),
  relatedCases: (id: string) => read<RelatedCases>(`/anomalies/${id}/related`),
  caseCounts: () => read<CaseCounts>('/anomaly-queue/counts'),
  officers: () => read<Officer[]>('/anomaly-queue/officers'),
  anomaly: (id: string) => read<AnomalyDetail>(`/anomalies/${id}`),
  unsentFiles: (path: string) => read<AttachedFile[]>(path),
  questions: () => read<ListedQuestion[]>('/questions'),
  question: (id: string) => read<AgentQuestion>(`/questions/${id}`),
  rules: () => read<Rule[]>('/rules'),
  monthlyReport: (id: string) => read<MonthlyReportDetail>(`/monthly-reports/${id}`),
  attestations: (gestionnaireId: string) => read<Attestations>(`/attestations/${gestionnaireId}`),
  control: (id: string) => read<ControlDetail>(`/controls/${id}`),
  heldData: (id: string) => read<HeldData>(`/holders/${id}/personal-data`),
  privacy: () => read<Privacy>('/privacy'),
  processings: () => read<Processing[]>('/privacy/processings'),
  conformity: () => read<Conformity>('/conformity'),
  conformityDays: () => read<KeptDay[]>('/conformity-days'),
  numbers: () => read<NumberGroup[]>('/numbers'),
  ownActs: () => read<OwnAct[]>('/own-access/acts'),
  partnerDossier: (id: string) => read<PartnerDossier>(`/partners/${id}/dossier`),
  importColumns: (path: string) => read<ImportColumn[]>(path),
  incident: (id: string) => read<IncidentDetail>(`/incidents/${id}`),
  jobs: () => read<JobOverview>('/jobs'),
  jobRuns: (name: string, cursor?: string) => read<Page<JobRun>>(`/jobs/${name}/runs`, { cursor }),
  declaration: (id: string) => read<DeclarationDetail>(`/declarations/${id}`),
};

export type AnnexParams = { gestionnaireId: string; cafId?: string; on: string; known?: string };
