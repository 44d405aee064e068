// Sends generated operations over the whole schema to a running service, and prints what was no proper answer to one.
// Arguments: the address, a seed (the same seed asks the same), how many.
import {
  buildClientSchema, getIntrospectionQuery, getNamedType, isAbstractType, isCompositeType, isEnumType, isInputObjectType, isListType, isNonNullType,
} from 'graphql';

const [url, seed, count] = process.argv.slice(2);
const Patience = 60_000;

let state = Number(seed);
/** Mulberry32: small, and the same everywhere. */
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const chance = part => random() < part;
const pick = list => list[Math.floor(random() * list.length)];
const some = (list, most) => [...list].sort(() => random() - 0.5).slice(0, Math.floor(random() * (most + 1)));

async function ask(query, variables) {
  const answer = await fetch(url, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ query, variables }), signal: AbortSignal.timeout(Patience),
  });
  return { status: answer.status, body: await answer.json() };
}

const introspection = await ask(getIntrospectionQuery());
const schema = buildClientSchema(introspection.body.data);
const known = await ask('{ projects(first: 200) { nodes { id } } companies(first: 20) { nodes { id } } people(first: 20) { nodes { id } } vendorAccounts { nodes { id } } }');
const ids = Object.values(known.body.data).flatMap(page => page.nodes.map(node => node.id));

const scalars = {
  ID: () => pick([...ids, 'nonsense', '', 'UHJvamVjdDo5OTk5OTk5OQ==']),
  String: () => pick(['', 'a', '%', '_', '"quoted"', '\u0000', 'é', '\u{1F600}', 'x'.repeat(300), "O'Reilly", '2024-01-01', '-1', 'extid-1', '\\', '\n', '*', '(', ':', 'NEAR', 'a b c']),
  Int: () => pick([0, 1, -1, 2, 50, 101, 1000, 1001, 2147483647, -2147483648]),
  Long: () => pick([0, 1, -1, 9007199254740991, -9007199254740991]),
  Decimal: () => pick([0, 1.5, -1, 99999999999999.99, 1e20, 0.00001]),
  Float: () => pick([0, -0.5, 1.5, 51.4, -180, 1e300]),
  Boolean: () => chance(0.5),
  Date: () => pick(['2024-01-01', '0001-01-01', '9999-12-31', '2024-02-29']),
  DateTime: () => pick(['2024-01-01T00:00:00Z', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59.9999999Z', '2024-06-01T12:00:00+14:00']),
  JSON: () => pick([{}, [], 'x', 1, { a: [1, { b: null }] }, { status: { eq: 1 } }]),
};

function valueOf(type, depth) {
  if (isNonNullType(type)) return given(type.ofType, depth);
  return chance(0.08) ? null : given(type, depth);
}

function given(type, depth) {
  if (isListType(type)) return Array.from({ length: pick([0, 1, 1, 2, 3]) }, () => valueOf(type.ofType, depth + 1));
  if (isEnumType(type)) return pick(type.getValues()).name;
  if (!isInputObjectType(type)) return scalars[type.name]();
  const fields = Object.values(type.getFields());
  const required = fields.filter(field => isNonNullType(field.type) && field.defaultValue === undefined);
  const most = type.name.endsWith('SortInput') ? 1 : depth < 6 ? 3 : 0;
  return Object.fromEntries([...required, ...some(fields.filter(field => !required.includes(field)), most)].map(field => [field.name, valueOf(field.type, depth + 1)]));
}

/** An operation with all values in variables. */
function operation() {
  const variables = {};
  const declared = [];
  let aliases = 0;

  function argumentsOf(field) {
    const texts = field.args.filter(argument => isNonNullType(argument.type) || chance(['after', 'before', 'last'].includes(argument.name) ? 0.05 : 0.4)).map(argument => {
      const name = `v${declared.length}`;
      declared.push(`$${name}: ${argument.type}`);
      variables[name] = ['first', 'last'].includes(argument.name) && chance(0.8) ? pick([0, 1, 3]) : valueOf(argument.type, 0);
      if (argument.name === 'input') variables[name].dryRun = chance(0.8);
      return `${argument.name}: $${name}`;
    });
    return texts.length > 0 ? `(${texts.join(', ')})` : '';
  }

  function selected(field, depth) {
    const type = getNamedType(field.type);
    aliases += 1;
    return `a${aliases}: ${field.name}${argumentsOf(field)}${isCompositeType(type) ? selectionOf(type, depth + 1) : ''}`;
  }

  function selectionOf(type, depth) {
    if (isAbstractType(type)) return `{ __typename ${some(schema.getPossibleTypes(type), 2).map(each => `... on ${each} ${selectionOf(each, depth + 1)}`).join(' ')} }`;
    const fields = some(Object.values(type.getFields()), 6).filter(field => depth < 5 || !isCompositeType(getNamedType(field.type)));
    return `{ __typename ${fields.map(field => selected(field, depth)).join(' ')} }`;
  }

  const isMutation = chance(0.35);
  const root = isMutation ? schema.getMutationType() : schema.getQueryType();
  const fields = Array.from({ length: isMutation ? 1 : pick([1, 1, 2]) }, () => selected(pick(Object.values(root.getFields())), 0));
  return { query: `${isMutation ? 'mutation' : 'query'}${declared.length > 0 ? `(${declared.join(', ')})` : ''} { ${fields.join(' ')} }`, variables };
}

/** What is wrong with an answer: every one is JSON, in time, and each of its errors has a code that is none of the service's own failures. */
async function flawOf({ query, variables }) {
  try {
    const { status, body } = await ask(query, variables);
    const bad = (body.errors ?? []).find(error => !error.extensions?.code || /^(INTERNAL_SERVER_ERROR|STORE_)/.test(error.extensions.code));
    if (status >= 500 || bad) return { status, error: bad ?? body };
    if (body.data === undefined && body.errors === undefined) return { status, error: 'neither data nor errors' };
    return body.errors === undefined ? 'answered' : null;
  } catch (error) {
    return { error: String(error) };
  }
}

const failures = [];
let answered = 0;
for (let i = 0; i < Number(count); i++) {
  const request = operation();
  const flaw = await flawOf(request);
  if (flaw === 'answered') answered += 1;
  else if (flaw) failures.push({ ...flaw, ...request });
}
console.log(JSON.stringify({ answered, failures }));
