// Generates TypeScript for a schema file and the operations of a folder, type-checks it and prints the compiler's complaints.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codegen } from '@graphql-codegen/core';
import * as operations from '@graphql-codegen/typescript-operations';
import * as typescript from '@graphql-codegen/typescript';
import { parse } from 'graphql';
import ts from 'typescript';

const [schemaFile, folder] = process.argv.slice(2);
const schema = parse(readFileSync(schemaFile, 'utf8'));
const documents = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.graphql'))
  .map((name) => ({ location: name, document: parse(readFileSync(join(folder, name), 'utf8')) }));
const scalars = { Date: 'string', DateTime: 'string', Decimal: 'string', JSON: 'unknown', Long: 'number' };

// Operations of two files may have one name, as in two applications: each file is generated alone.
const texts = new Map([['schema.ts', await generate('schema.ts', typescript, [])]]);
for (const document of documents) {
  const filename = `${document.location.replace(/\W/g, '-')}.ts`;
  texts.set(filename, await generate(filename, operations, [document]));
}

function generate(filename, plugin, given) {
  return codegen({ schema, documents: given, filename, config: { scalars }, plugins: [{ plugin: {} }], pluginMap: { plugin } });
}

const options = { strict: true, noEmit: true, target: ts.ScriptTarget.ES2022, lib: ['lib.es2022.d.ts'], types: [] };
const host = ts.createCompilerHost(options);
const { getSourceFile } = host;
host.getSourceFile = (file, ...rest) => texts.has(file) ? ts.createSourceFile(file, texts.get(file), options.target) : getSourceFile(file, ...rest);
const complaints = ts.getPreEmitDiagnostics(ts.createProgram([...texts.keys()], options, host));
for (const [name, text] of texts) console.log(`${name}: ${(text.match(/^export type /gm) ?? []).length} types`);
for (const { messageText } of complaints) console.log(`complaint: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
