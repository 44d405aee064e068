import { explorerPlugin } from '@graphiql/plugin-explorer';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { createRoot } from 'react-dom/client';
import { examplesPlugin } from './examples.jsx';
import 'graphiql/style.css';
import '@graphiql/plugin-explorer/style.css';
import './ide.css';

const workers = { graphql: 'graphql', json: 'json' };
globalThis.MonacoEnvironment = {
  getWorker: (_, label) => new Worker(new URL(`./${workers[label] ?? 'editor'}.worker.js`, import.meta.url), { type: 'module' }),
};

const send = createGraphiQLFetcher({
  url: location.pathname,
  subscriptionUrl: `${location.origin.replace(/^http/, 'ws')}${location.pathname}`,
});

/** A document may say by a comment which headers it is to be sent with. */
const fetcher = (request, options) => send(request, { ...options, headers: { ...headersOf(request.query), ...options?.headers } });

function headersOf(query) {
  try {
    return JSON.parse(/^# Headers: (.*)/m.exec(query)?.[1] ?? '{}');
  } catch {
    return {};
  }
}

createRoot(document.getElementById('ide')).render(
  <GraphiQL
    fetcher={fetcher}
    plugins={[HISTORY_PLUGIN, explorerPlugin({ showAttribution: false }), examplesPlugin(EXAMPLES)]}
    defaultQuery={EXAMPLES[0].query}
    shouldPersistHeaders={false}
  >
    <GraphiQL.Logo>ProjectGraph</GraphiQL.Logo>
  </GraphiQL>,
);
