// Bundles the IDE into dist/: only its own files, so the page loads nothing from other hosts.
import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

const examples = new URL('../../../../schema/examples/', import.meta.url);
// The tour comes first, by number. Then comes one group per folder: the group for all vendors, then one per vendor.
const texts = ['', 'unified', ...readdirSync(examples, { withFileTypes: true })
  .filter(entry => entry.isDirectory() && entry.name !== 'unified').map(entry => entry.name).sort()].flatMap(folder =>
  readdirSync(new URL(folder ? folder + '/' : '', examples)).filter(name => name.endsWith('.graphql')).sort().map(name => ({
    group: folder.replaceAll('-', ' ') || 'tour',
    title: name.replace(/^\d+-|\.graphql$/g, '').replaceAll('-', ' '),
    query: readFileSync(new URL((folder ? folder + '/' : '') + name, examples), 'utf8'),
  })));

// GraphiQL's own style sheet already contains the editor's styles.
const editorStyles = {
  name: 'editor styles',
  setup: bundle => bundle.onLoad({ filter: /monaco-editor.*\.css$/ }, () => ({ contents: '', loader: 'empty' })),
};

rmSync('dist', { recursive: true, force: true });
await build({
  entryPoints: {
    ide: 'ide.jsx',
    'editor.worker': 'monaco-editor/esm/vs/editor/editor.worker.js',
    'graphql.worker': 'monaco-graphql/esm/graphql.worker.js',
    'json.worker': 'monaco-editor/esm/vs/language/json/json.worker.js',
  },
  outdir: 'dist',
  chunkNames: '[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  minify: true,
  target: 'es2022',
  jsx: 'automatic',
  define: { EXAMPLES: JSON.stringify(texts), 'process.env.NODE_ENV': '"production"' },
  plugins: [editorStyles],
  logLevel: 'warning',
});
// Written last, so the page exists only after a complete build.
cpSync('index.html', 'dist/index.html');
