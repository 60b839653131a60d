/**
 * Fast rules without types for everything, and the laws that a reader could break by accident:
 * L1 (two doors) for protocol/, machines/ and actors/, purity of machines (design 4), and no inline exceptions to either.
 * test/architecture/lint.test.ts shows that each entry bites.
 */
import { builtinModules } from 'node:module';
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Of Node itself only what computes: no files, sockets, processes, clocks. */
const COMPUTING = ['crypto', 'buffer', 'util', 'assert'];
const doors = builtinModules.filter((name) => !name.startsWith('node:') && !COMPUTING.includes(name.split('/')[0]));

const L1 = 'Law L1: the world reaches an actor only through Bus and Clock; time and seeds are parameters.';
const RANDOM_NAMES = '/^(random([A-Z].*)?|generateKey.*|generatePrime.*|getRandomValues|webcrypto|subtle|createSign|sign)$/';

const DOOR_GLOBALS = [
  'performance', 'process', 'crypto', 'setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'clearImmediate', 'queueMicrotask',
  'globalThis', 'global', 'require', 'fetch', 'WebSocket', 'EventSource', 'BroadcastChannel', 'MessageChannel', 'console', 'navigator', 'FinalizationRegistry', 'WeakRef', 'eval',
];

const twoDoors = {
  'no-restricted-globals': ['error', ...DOOR_GLOBALS.map((name) => ({ name, message: L1 }))],
  '@typescript-eslint/no-restricted-imports': ['error', {
    paths: [
      ...doors.map((name) => ({ name, message: L1 })),
      ...['crypto', 'node:crypto'].map((name) => ({
        name, message: 'Law L9: everything random derives from the seed.',
        importNames: [
          'randomBytes', 'randomInt', 'randomUUID', 'randomFill', 'randomFillSync', 'getRandomValues', 'generateKey', 'generateKeySync', 'generateKeyPair',
          'generateKeyPairSync', 'generatePrime', 'generatePrimeSync', 'webcrypto', 'subtle', 'createSign', 'sign', 'default',
        ],
      })),
    ],
    patterns: [{ regex: `^node:(?!(${COMPUTING.join('|')})$)`, message: L1 }],
  }],
};

const door = (selector, what) => ({ selector, message: `${what}. ${L1}` });
const DOOR_SYNTAX = [
  // `Date.UTC` and `new Date(ms)` compute; every other use of the name could read the host's clock or time zone.
  door('Identifier[name="Date"]:not(MemberExpression[property.name="UTC"] > .object):not(NewExpression[arguments.length>0] > .callee):not(TSTypeReference > .typeName)', 'Date is the host\'s clock'),
  door('NewExpression[callee.name="Date"][arguments.0.type="SpreadElement"]', 'Date is the host\'s clock'),
  door('MemberExpression[object.name="Temporal"][property.name="Now"]', 'Temporal.Now is the host\'s clock'),
  door('ImportSpecifier[imported.name="Now"]', 'Temporal.Now is the host\'s clock'),
  door('CallExpression[callee.property.name=/^(format|formatToParts)$/][arguments.length=0]', 'formatting nothing formats now'),
  door('MemberExpression[object.name="Math"]:matches([property.name="random"], [property.value="random"])', 'Math.random is not seeded'),
  door('VariableDeclarator[init.name=/^(Math|Temporal)$/]', 'taking these apart hides what is used of them'),
  door(`MemberExpression[property.name=${RANDOM_NAMES}][object.name=/crypto/i]`, 'not seeded'),
  door('MemberExpression[property.name=/^(random(Bytes|Int|UUID|Fill|FillSync|SecretKey|PrivateKey)|generateKey.*|getRandomValues)$/]', 'not seeded'),
  door('MemberExpression[computed=true][object.name=/^(Math|Temporal)$/]', 'a name that no rule can read'),
  door('ImportSpecifier[imported.name=/^random[A-Z]/]', 'not seeded'),
  door('ImportNamespaceSpecifier', 'import what is used by name, so that these rules can read it'),
  door('ImportExpression', 'a module loaded later'),
  door('TSImportEqualsDeclaration', 'a module loaded later'),
  door('MetaProperty', 'import.meta leads to the file system'),
  door('NewExpression[callee.name="Function"], CallExpression[callee.name="Function"]', 'code that no rule can read'),
  door('CallExpression[callee.name="Reflect"], MemberExpression[object.name="Reflect"]', 'a call that no rule can read'),
];

const K1 = 'Machines are pure (K1, design 4): effects and named delays out, classified events in.';
const NOT_IN_MACHINES = [
  'invoke', 'spawn', 'spawnChild', 'sendTo', 'sendParent', 'forwardTo', 'raise', 'respond', 'enqueueActions', 'fromPromise', 'fromCallback', 'fromObservable', 'fromEventObservable',
  'fromTransition', 'createActor', 'stopChild', 'log',
];
const pure = (selector) => ({ selector, message: K1 });
const PURE_SYNTAX = [
  ...['[imported.name', '[local.name'].map((name) => pure(`ImportDeclaration[source.value=/^xstate/] ImportSpecifier${name}=/^(${NOT_IN_MACHINES.join('|')})$/]`)),
  pure('ImportDeclaration[source.value=/^xstate\\u002f/]'),
  pure('Property[key.name=/^(invoke|always|onDone|onError|onSnapshot|actors)$/]'),
  pure('Property[key.value=/^(invoke|always|onDone|onError|onSnapshot|actors)$/]'),
  pure(':function[async=true]'),
  pure('AwaitExpression'),
  pure('Identifier[name="Promise"]'),
  pure('Identifier[name="Date"]'),
  pure('Identifier[name="spawn"]'),
  { selector: 'Property[key.value=/\\*/], Property[key.quasis.0.value.raw=/\\*/]', message: 'K4: what may be ignored is declared by name in the state that ignores it; no wildcard.' },
  { selector: 'Property[computed=true]', message: 'K4: event names are written out, so that a reader and these rules can see them.' },
];

export default tseslint.config(
  { ignores: ['node_modules/', 'runs/', 'coverage/', '.stryker-tmp/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  tseslint.configs.recommended,
  {
    rules: {
      // The compiler knows every name, with types.
      'no-undef': 'off',
      // What hostile bytes look like is written out.
      'no-control-regex': 'off',
      // The compiler reports these too; here unused catch bindings and arguments before a used one are fine.
      '@typescript-eslint/no-unused-vars': 'off',
      eqeqeq: ['error', 'always'],
      'no-var': 'error',
      'prefer-const': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'anywhere' }],
      'no-self-compare': 'error',
      'no-template-curly-in-string': 'error',
      'no-restricted-syntax': ['error', { selector: 'ExportAllDeclaration', message: 'One index.ts per folder at most, and it names what it exports (design 10).' }],
    },
  },
  {
    files: ['protocol/**/*.ts', 'machines/**/*.ts', 'actors/**/*.ts'],
    linterOptions: { noInlineConfig: true },
    rules: { ...twoDoors, 'no-restricted-syntax': ['error', ...DOOR_SYNTAX] },
  },
  {
    files: ['machines/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...DOOR_SYNTAX, ...PURE_SYNTAX] },
  },
  {
    // Tests spoil well-formed values on purpose.
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/no-explicit-any': 'off' },
  },
  { files: ['**/*.cjs'], languageOptions: { sourceType: 'commonjs' }, rules: { '@typescript-eslint/no-require-imports': 'off' } },
);
