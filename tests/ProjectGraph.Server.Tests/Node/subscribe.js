// Drives a running service with the clients graphql-ws and graphql-sse, and prints what each of them received.
import { createClient as createSocketClient } from 'graphql-ws';
import { createClient as createEventClient } from 'graphql-sse';
import WebSocket from 'ws';

const [url, projectId] = process.argv.slice(2);
const changed = `subscription ($where: ProjectFilterInput, $after: Long) {
  projectChanged(where: $where, after: $after) { kind position projectId project { id name vendor } again: project { name } }
}`;
const update = 'mutation ($id: ID!, $name: String!) { updateProject(input: { projectId: $id, name: $name }) { operation { id } errors { message } } }';

async function rename(name) {
  const answer = await fetch(url, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ query: update, variables: { id: projectId, name } }),
  });
  return (await answer.json()).data.updateProject.operation.id;
}

const refusal = reason => (Array.isArray(reason) ? { errors: reason } : { thrown: String(reason) });

async function all(client, request) {
  const results = [];
  try {
    for await (const result of client.iterate(request)) results.push(result);
  } catch (reason) {
    results.push(refusal(reason));
  }
  return results;
}

/** The first update that is reported; the creation of the project is in the log, too. */
async function firstOf(client, request, meanwhile) {
  const events = client.iterate(request);
  let [{ value }] = await Promise.all([events.next(), meanwhile()]);
  while (value.data.projectChanged.kind !== 'UPDATED') ({ value } = await events.next());
  await events.return();
  return value;
}

async function receive(client, name) {
  const where = { name: { startsWith: name } };
  const first = await firstOf(client, { query: changed, variables: { where, after: 0 } }, () => rename(name));
  // Happens while nobody listens.
  const operation = await rename(`${name}, later`);
  const after = first.data.projectChanged.position;
  return {
    query: await all(client, { query: 'query ($n: Int) { projects(first: $n) { nodes { __typename } } }', variables: { n: 2 } }),
    mutation: await all(client, { query: update, variables: { id: projectId, name: `${name}, later` } }),
    invalid: await all(client, { query: '{ nope }' }),
    first,
    resumed: await firstOf(client, { query: changed, variables: { where, after } }, async () => {}),
    expired: await all(client, { query: changed, variables: { after: 1e12 } }),
    operation: await all(client, { query: 'subscription ($id: ID!) { operationChanged(id: $id) { id state } }', variables: { id: operation } }),
  };
}

const socket = createSocketClient({ url: url.replace(/^http/, 'ws'), webSocketImpl: WebSocket, retryAttempts: 0, keepAlive: 1_000 });
const events = createEventClient({ url, retryAttempts: 0 });
console.log(JSON.stringify({ socket: await receive(socket, 'Told by socket'), events: await receive(events, 'Told by events') }));
events.dispose();
await socket.dispose();
