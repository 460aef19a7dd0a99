import type { IForbiddenRuleType, IRegularForbiddenRuleType } from 'dependency-cruiser'

const waysIn = '^(lib/(web|api|oidc|cli)|server|app|components)/'
const ground = '^lib/(?!(records|acts|queries|jobs|web|api|oidc|cli)/)'

const arrow = (
  name: string,
  from: IRegularForbiddenRuleType['from'],
  to: IRegularForbiddenRuleType['to'],
  comment: string,
): IForbiddenRuleType => ({ name, severity: 'error', from, to, comment })

/** Who may not import whom, with the sentence that is told to whoever does. See docs/architecture.md. */
export const arrows: IForbiddenRuleType[] = [
  {
    ...{ name: 'no-circle-of-folders', severity: 'error', scope: 'folder' },
    ...{ from: { path: '^(lib|db|server|components)(/|$)' }, to: { circular: true } },
    comment: 'Folders that need each other are one folder: what both stand on is missing a place below them.',
  },
  arrow(
    'ground-knows-no-domain',
    { path: ground },
    { path: `^lib/(records|acts|queries|jobs)/|${waysIn}` },
    'The ground is what everything stands on: what knows people or sign-ins belongs to a record, an act or a query.',
  ),
  arrow(
    'records-never-ask-who',
    { path: '^lib/records/' },
    { path: `^lib/(acts|queries|jobs)/|${waysIn}` },
    'A record says what there is and keeps it true, for every act alike: it does not know which one it serves.',
  ),
  arrow(
    'acts-know-no-way-in',
    { path: '^lib/acts/' },
    { path: `^lib/jobs/|${waysIn}` },
    'An act never sees a request: that is why the web page, the token API and the command line call the same one.',
  ),
  arrow(
    'acts-of-one-noun-stay-apart',
    { path: '^lib/acts/([^/]+)/' },
    { path: '^lib/acts/', pathNot: '^lib/acts/$1/' },
    'Acts of one noun do not import acts of another: what both need is a record.',
  ),
  arrow(
    'queries-change-nothing',
    { path: '^lib/queries/' },
    { path: `^lib/(acts|jobs)/|${waysIn}` },
    'A query says what someone may see, whatever the way in, and does nothing.',
  ),
  arrow(
    'jobs-serve-nobody',
    { path: '^lib/jobs/' },
    { path: `^lib/acts/|${waysIn}` },
    'A job is what the server does by itself: it has no actor, so it cannot act as one.',
  ),
  arrow(
    'ways-in-call-acts-and-queries',
    { path: '^(lib/(web|api|oidc|cli)|app)/', pathNot: '^lib/cli/demo' },
    { path: '^lib/records/', dependencyTypesNot: ['type-only'] },
    'A way in parses, calls an act or a query, and answers: a record that it calls itself is called without asking who.',
  ),
  arrow(
    'app-reaches-no-database',
    { path: '^app/' },
    { path: '^(db|server|lib/(jobs|cli))/|^lib/(context|runtime)\\.' },
    'A page or an action reaches the data through an act or a query, and hands them the RequestContext of lib/web: a query in a page is a rule that the API does not know.',
  ),
  arrow(
    'web-does-not-know-its-pages',
    { path: '^lib/(web|api)/' },
    { path: '^(app|components|server|lib/(cli|jobs))/' },
    'lib/web and lib/api serve the pages and the API: a gate must not depend on what stands behind it.',
  ),
  arrow(
    'the-console-needs-no-web',
    { path: '^lib/cli/' },
    { path: '^(lib/(web|api)|app|components|server)/' },
    'The command line works where no web server runs.',
  ),
  arrow(
    'components-only-look',
    { path: '^components/' },
    { path: '^(lib|db|app|server|extension|client)/', pathNot: '^lib/web/form-action' },
    'A component knows how things look and nothing else: give it what it shows.',
  ),
  arrow(
    'components-see-only-the-shape-of-a-form',
    { path: '^components/' },
    { path: '^lib/web/form-action', dependencyTypesNot: ['type-only'] },
    'Of lib/web/form-action a component knows the type of what a form shows, and calls nothing.',
  ),
  arrow(
    'the-server-does-not-know-pages',
    { path: '^server/' },
    { path: '^(app|components)/' },
    'The server knows the socket; pages reach it through Next only, which compiles them.',
  ),
  arrow(
    'db-stands-on-nothing',
    { path: '^db/' },
    { path: '^(lib|app|components|server|client|extension)/' },
    'The tables are the ground everything stands on: they stand on nothing of ours.',
  ),
  arrow(
    'the-client-stands-alone',
    { path: '^client/' },
    { path: '^(lib|db|app|components|server|extension|scripts)/' },
    'The client is copied into other apps as it is.',
  ),
  arrow(
    'the-extension-talks-to-the-api',
    { path: '^extension/' },
    { path: '^(lib|db|app|server)/' },
    'The extension talks to /api/v1 only: what it knows of the rules, it knows from there.',
  ),
  arrow(
    'the-server-does-not-know-its-clients',
    { path: '^(app|components|db|lib|server)/' },
    { path: '^(client|extension)/' },
    'The server does not know its clients.',
  ),
  arrow(
    'no-test-only-branch',
    { path: '^(app|client|components|db|extension|lib|scripts|server)/' },
    { path: '^tests/' },
    'The product has no test-only branch, and what is not shipped cannot be imported.',
  ),
]
