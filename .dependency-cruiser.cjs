// The floors of the house. A folder imports only from floors below its own; siblings never import each other:
// what two of them share moves down, or is passed in from above.
const floors = [
  ['base'],
  ['model', 'files'],
  ['checks', 'snapshots', 'repositories', 'forges', 'signing'],
  ['policy', 'evidence', 'assess', 'outputs', 'collect'],
  ['audit'],
  ['cli'],
];
const below = (floor) => floors.slice(0, floor).flat();

const floorRules = floors.flatMap((rooms, floor) =>
  rooms.map((room) => ({
    name: `floor-${room}`,
    comment: `src/${room} is on floor ${floor}: it may import only from [${below(floor).join(', ')}] and itself. Move what is shared down a floor, or pass it in as an argument from src/audit.`,
    severity: 'error',
    from: { path: `^src/${room}/` },
    to: { path: '^src/', pathNot: [`^src/${room}/`, ...below(floor).map((other) => `^src/${other}/`)] },
  })),
);

// Each side effect has one place. `doors` lists who may open which.
const doors = [
  [
    'fs',
    '^(node:)?fs(/promises)?$',
    [
      '^src/files/',
      '^src/cli/',
      '^src/set-up',
      '^src/model/generate',
      '^src/precompile',
      '^src/repositories/',
      '^src/outputs/pdf',
      '^src/snapshots/',
    ],
    'Read through src/files (openDirectory, packageText); write outputs through src/files/write-outputs.ts.',
  ],
  [
    'child-process',
    '^(node:)?(child_process|cluster|worker_threads|vm)$',
    ['^src/snapshots/', '^src/set-up', '^src/outputs/pdf'],
    'Only the snapshot engines start a child (the locked-down worker); git goes through src/repositories.',
  ],
  [
    'git',
    '^simple-git/',
    ['^src/repositories/'],
    'Use the hardened factory in src/repositories; nothing else may construct simpleGit.',
  ],
  ['browser', '^puppeteer', ['^src/outputs/pdf'], 'The browser is started in src/outputs/pdf.ts only.'],
  ['ajv', '^ajv', ['^src/model/validate'], 'Validate through src/model/validate.ts, and only with schemas of our own.'],
  ['duckdb', '^@duckdb/', ['^src/snapshots/'], 'Count through a SnapshotEngine of src/snapshots.'],
  ['parquet', '^(parquetjs-lite|hyparquet)', ['^src/snapshots/'], 'Read and write Parquet through src/snapshots.'],
  [
    'far-snapshots',
    '^(@clickhouse/|trino-client|@aws-sdk/)',
    ['^src/snapshots/'],
    'Ask a database or object storage through src/snapshots, which opens what the user named and nothing else.',
  ],
  ['templates', '^handlebars', ['^src/outputs/'], 'Templates are rendered in src/outputs only.'],
  ['prometheus', '^prom-client', ['^src/collect/'], 'Prometheus is told in src/collect only.'],
  [
    'network',
    '^(node:)?(https?|http2|net|tls|dgram|dns|dns/promises)$',
    [],
    'Nothing in the audit path talks to the network.',
  ],
].map(([name, module, allowed, advice]) => ({
  name: `door-${name}`,
  comment: advice,
  severity: 'error',
  from: { path: '^src/', pathNot: allowed },
  // A package is met under the path that it resolves to, with a folder behind its name: never end its pattern with `$`.
  to: { path: [module, module.replace('^', 'node_modules/')] },
}));

module.exports = {
  forbidden: [
    ...floorRules,
    ...doors,
    {
      name: 'verify-never-sees-sign',
      comment: 'What verifies must not be able to sign. Move what both need into its own file.',
      severity: 'error',
      from: { path: '^src/signing/.*verify' },
      to: { path: '^src/signing/.*sign[^/]*\\.ts$', pathNot: '^src/signing/(.*verify|signed|signature)' },
    },
    {
      name: 'verify-never-reaches-sign',
      comment:
        'What verifies must not be able to sign, not even by way of a file between. Move what both need into its own file.',
      severity: 'error',
      from: { path: '^src/signing/verify' },
      to: { path: '^src/signing/(sign-|signer|signing-identity)', reachable: true },
    },
    {
      name: 'no-circular',
      comment: 'Break the circle: move the shared part into a file of its own.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types'] },
  },
};
