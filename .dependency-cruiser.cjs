/**
 * The house and its one-way streets (design 2). test/architecture/dependencies.test.ts shows that each rule bites.
 * Imports of types count: a shape that is shared is a number that is shared.
 */
const FOLDERS = ['protocol', 'machines', 'actors', 'harness', 'sandbox'];

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const layers = FOLDERS.slice(0, -1).map((folder, index) => ({
  name: `${folder}-imports-downwards`,
  comment: 'protocol <- machines <- actors <- harness <- sandbox',
  severity: 'error',
  from: { path: `^${folder}/` },
  to: { path: `^(${FOLDERS.slice(index + 1).join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...layers,
    {
      name: 'product-imports-no-tests',
      comment: 'Nobody imports tests, benches or the program itself.',
      severity: 'error',
      from: { pathNot: '^(test|bench|bin)/' },
      to: { path: '^(test|bench|bin)/' },
    },
    {
      name: 'parameters-not-expected',
      comment: 'What the system runs on and what it is judged by share nothing (design 2).',
      severity: 'error',
      from: { path: '^protocol/mehrs/parameters/' },
      to: { path: '^protocol/mehrs/expected/' },
    },
    {
      name: 'expected-not-parameters',
      comment: 'What the system is judged by and what it runs on share nothing (design 2).',
      severity: 'error',
      from: { path: '^protocol/mehrs/expected/' },
      to: { path: '^protocol/mehrs/parameters/' },
    },
    {
      name: 'system-not-expected',
      comment: 'What is judged does not see by what.',
      severity: 'error',
      from: { path: '^(protocol/(?!mehrs/expected/)|machines/|actors/)' },
      to: { path: '^protocol/mehrs/expected/' },
    },
    {
      name: 'expected-by-verdict-only',
      comment: 'Verdict, tests and the printed catalogue read expectations; the world does not.',
      severity: 'error',
      from: { path: '^harness/', pathNot: '^harness/(verdict|explore|journeys|coverage|mutants|documents|cli)/' },
      to: { path: '^protocol/mehrs/expected/' },
    },
    {
      name: 'verdict-sees-no-system',
      comment: 'The verdict imports protocol and itself, and of protocol/mehrs only expected/ (design 2).',
      severity: 'error',
      from: { path: '^harness/verdict/' },
      to: { path: '^(machines|actors|sandbox|harness/(?!verdict/)|protocol/mehrs/(?!expected/))' },
    },
    {
      name: 'verdict-sees-no-system-by-detour',
      comment: 'Nor through something that it imports.',
      severity: 'error',
      from: { path: '^harness/verdict/' },
      to: { path: '^(machines|actors|protocol/mehrs/parameters)/', reachable: true },
    },
    {
      name: 'expected-shares-no-number-by-detour',
      comment: 'Nor does expected/ meet parameters/ through something that it imports.',
      severity: 'error',
      from: { path: '^protocol/mehrs/expected/' },
      to: { path: '^protocol/mehrs/parameters/', reachable: true },
    },
    {
      name: 'two-doors-packages',
      comment: 'Law L1: no package that talks to the world inside an actor.',
      severity: 'error',
      from: { path: '^(protocol|machines|actors)/' },
      to: { path: 'node_modules/(@nats-io/|pino|commander|tsx)' },
    },
    {
      name: 'protocol-has-no-state',
      comment: 'Statecharts live in machines/; protocol/ is data and functions.',
      severity: 'error',
      from: { path: '^protocol/' },
      to: { path: 'node_modules/xstate' },
    },
    { name: 'no-circular', comment: 'One way.', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', comment: 'Every import leads somewhere.', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'product-on-dependencies',
      comment: 'What runs needs a dependency of its own, not one for development or one that happens to be there.',
      severity: 'error',
      from: { path: '^(protocol|machines|actors|harness|sandbox|bin)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'npm-optional'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Also imports that vanish when compiled.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
