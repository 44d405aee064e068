// Drives a running service the way an Apollo front end does, and prints what its cache and its links made of the answers.
import { createHash } from 'node:crypto';
import apollo from '@apollo/client/core/core.cjs';
import errorLink from '@apollo/client/link/error/error.cjs';
import persistedQueries from '@apollo/client/link/persisted-queries/persisted-queries.cjs';
import utilities from '@apollo/client/utilities/utilities.cjs';

const { ApolloClient, ApolloLink, HttpLink, InMemoryCache, gql } = apollo;
const [url, projectId] = process.argv.slice(2);
const requests = [];
const heard = [];

const record = (address, options) => {
  requests.push({ method: options.method, body: options.body ? JSON.parse(options.body) : null });
  return fetch(address, options);
};
const http = new HttpLink({ uri: url, fetch: record });
const typePolicies = { Query: { fields: { projects: utilities.relayStylePagination(['where', 'order', 'search']) } } };
const clientBy = (...links) => new ApolloClient({ link: ApolloLink.from([...links, http]), cache: new InMemoryCache({ typePolicies }) });

const page = gql`query Page($first: Int, $after: String) {
  projects(first: $first, after: $after, order: [{ dueDate: DESC }]) { totalCount edges { cursor node { id name } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }
}`;
const one = gql`query One($id: ID!) { project(id: $id) { id name vendor } }`;
const viaNode = gql`query ViaNode($id: ID!) { node(id: $id) { id ... on Project { name } } }`;
const rename = gql`mutation Rename($id: ID!, $name: String!) { updateProject(input: { projectId: $id, name: $name }) { project { id name } errors { code } } }`;

/** Two pages become one list, and a third request is answered by the cache. */
async function pages(client) {
  const query = client.watchQuery({ query: page, variables: { first: 4 } });
  const { data: first } = await query.result();
  await query.fetchMore({ variables: { after: first.projects.pageInfo.endCursor } });
  const sent = requests.length;
  const { data: both } = await client.query({ query: page, variables: { first: 4 } });
  return { ids: both.projects.edges.map(edge => edge.node.id), more: both.projects.pageInfo.hasNextPage, requests: requests.length - sent };
}

/** What a mutation answers is what a later read of the same id finds, without asking. */
async function normalized(client) {
  await client.query({ query: one, variables: { id: projectId } });
  await client.mutate({ mutation: rename, variables: { id: projectId, name: 'Renamed by Apollo' } });
  const sent = requests.length;
  const { data } = await client.query({ query: one, variables: { id: projectId } });
  const { data: node } = await client.query({ query: viaNode, variables: { id: projectId } });
  return { name: data.project.name, node: node.node.name, requests: requests.length - sent };
}

/** First by hash alone, then with the text; the second time the hash is enough. */
async function persisted(useGETForHashedQueries) {
  const sha256 = text => createHash('sha256').update(text).digest('hex');
  const ask = async () => {
    const link = persistedQueries.createPersistedQueryLink({ sha256, useGETForHashedQueries });
    const from = requests.length;
    const query = gql`query Persisted($get: Boolean!) { __typename @include(if: true) projects(first: 1) { totalCount @skip(if: $get) nodes { id } } }`;
    const { data } = await clientBy(link).query({ query, variables: { get: useGETForHashedQueries } });
    return { rows: data.projects.nodes.length, methods: requests.slice(from).map(each => each.method), texts: requests.slice(from).map(each => Boolean(each.body?.query)) };
  };
  return [await ask(), await ask()];
}

/** What the error link receives for a refused query, of a failing field, and of data beside an error. */
async function errors() {
  const listening = errorLink.onError(({ graphQLErrors, networkError }) => {
    heard.push({ codes: (graphQLErrors ?? []).map(error => error.extensions.code), network: networkError?.statusCode ?? null });
  });
  const client = clientBy(listening);
  await client.query({ query: gql`{ nope }` }).catch(() => {});
  await client.query({ query: one, variables: { id: 'nonsense' } }).catch(() => {});
  const partial = await client.query({ query: gql`{ projects(first: 1) { nodes { id } } bad: project(id: "nonsense") { id } }`, errorPolicy: 'all' });
  return { heard, rows: partial.data.projects.nodes.length, bad: partial.data.bad, partial: partial.errors.length };
}

const client = clientBy();
console.log(JSON.stringify({
  pages: await pages(client), normalized: await normalized(client), posted: await persisted(false), got: await persisted(true), errors: await errors(),
}));
