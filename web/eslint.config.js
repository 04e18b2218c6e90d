import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

// The walls of the house: `ui` and `lib` know nobody; a feature knows `ui`, `lib` and `api`, never a sister; `app` lets them meet.
const forbid = (patterns, message) => ({
  'no-restricted-imports': ['error', { patterns: [{ group: patterns, message }] }],
});

export const features = [
  'access',
  'cases',
  'customers',
  'desk',
  'duties',
  'floor',
  'flows',
  'forms',
  'hours',
  'interactions',
  'organisation',
  'people',
  'queues',
  'routing',
  'session',
  'start',
  'system',
  'telephony',
  'widget',
];

export default tseslint.config(
  { ignores: ['target/**', 'dist/**', 'node_modules/**', 'src/api/generated/**'] },
  ...tseslint.configs.recommended,
  reactHooks.configs.flat['recommended-latest'],
  {
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
      // What an effect returns is called when it ends: a browser that begins to answer with a promise broke a screen.
      'no-restricted-syntax': [
        'error',
        {
          selector: 'CallExpression[callee.name=/^use(Layout)?Effect$/] > ArrowFunctionExpression[expression=true]',
          message: 'Give the effect a body in braces, and return its clean-up by name.',
        },
      ],
    },
  },
  { files: ['*.config.{js,ts}'], rules: { 'no-restricted-exports': 'off' } },
  {
    files: ['src/lib/**', 'src/api/**'],
    rules: forbid(['@/features/**', '@/app/**', '@/ui/**'], 'lib and api stand below ui, features and app.'),
  },
  {
    files: ['src/ui/**'],
    rules: forbid(['@/features/**', '@/app/**'], 'ui knows no feature: pass it in as a description.'),
  },
  ...features.map((feature) => ({
    files: [`src/features/${feature}/**`],
    rules: forbid(
      ['@/app/**', ...features.filter((other) => other !== feature).map((other) => `@/features/${other}/**`)],
      'Features do not import each other; app composes them.',
    ),
  })),
);
