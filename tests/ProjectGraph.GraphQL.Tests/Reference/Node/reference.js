// Answers questions, one JSON line each, as the reference implementation does.
import { createInterface } from 'node:readline';
import { buildSchema, execute, getIntrospectionQuery, graphqlSync, parse, print, validate, validateSchema } from 'graphql';
import { validateSDL } from 'graphql/validation/validate.js';

const introspectionQuery = getIntrospectionQuery({
  specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true, inputValueDeprecation: true, oneOf: true,
});
const schemas = new Map();
const schemaOf = (sdl) => schemas.get(sdl) ?? schemas.set(sdl, buildSchema(sdl)).get(sdl);
const bare = (error) => ({ message: error.message, locations: error.locations ?? [] });

// A member of the data that stands for a failure.
const read = (source, _, __, info) => {
  const value = source && Object.hasOwn(source, info.fieldName) ? source[info.fieldName] : undefined;
  if (value?.$error) throw new Error(value.$error);
  return value;
};

const answers = {
  parse: ({ text }) => ({ printed: print(parse(text)) }),
  validate: ({ sdl, text }) => ({ errors: validate(schemaOf(sdl), parse(text), undefined, { maxErrors: 1000 }).map(bare) }),
  schema({ sdl }) {
    const errors = validateSDL(parse(sdl));
    if (errors.length > 0) return { errors: errors.map(bare) };
    return { errors: validateSchema(buildSchema(sdl, { assumeValidSDL: true })).map(bare) };
  },
  introspectionQuery: () => ({ text: introspectionQuery }),
  introspect: ({ sdl }) => graphqlSync({ schema: schemaOf(sdl), source: introspectionQuery }),
  execute({ sdl, text, variables, operationName, data }) {
    return execute({
      schema: schemaOf(sdl), document: parse(text), rootValue: data, variableValues: variables, operationName, fieldResolver: read,
    });
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  let answer;
  try {
    answer = answers[question.kind](question);
  } catch (error) {
    answer = { refused: bare(error) };
  }
  console.log(JSON.stringify(answer));
}
