import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';

/** The panel of runnable examples: each opens in a tab of its own. */
export const examplesPlugin = examples => ({
  title: 'Examples',
  icon: () => <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5"><path d="M5 4h14v16l-7-4-7 4Z" /></svg>,
  content: () => <Examples examples={examples} />,
});

function Examples({ examples }) {
  const { addTab } = useGraphiQLActions();
  const queryEditor = useGraphiQL(state => state.queryEditor);
  const variableEditor = useGraphiQL(state => state.variableEditor);
  const open = ({ query }) => {
    addTab();
    queryEditor?.setValue(query);
    variableEditor?.setValue(blanks(query));
  };
  return (
    <section aria-label="Examples">
      <div className="graphiql-doc-explorer-title">Examples</div>
      {Object.entries(Object.groupBy(examples, example => example.group)).map(([group, members]) => (
        <details key={group} open={group === 'tour'}>
          <summary className="examples-group">{group}</summary>
          <ul className="examples">
            {members.map(example => (
              <li key={example.title}>
                <button type="button" onClick={() => open(example)}><b>{example.title}</b>{firstComment(example.query)}</button>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
}

const firstComment = query => /^# (.*)/.exec(query)?.[1];

/** What the document asks for, to be filled in, but for what it says itself. */
function blanks(query) {
  const names = [...new Set(Array.from(query.matchAll(/\$(\w+): \w+!/g), match => match[1]))];
  const given = JSON.parse(/^# Variables: (.+)$/m.exec(query)?.[1] ?? '{}');
  return names.length ? JSON.stringify({ ...Object.fromEntries(names.map(name => [name, ''])), ...given }, null, 2) : '';
}
