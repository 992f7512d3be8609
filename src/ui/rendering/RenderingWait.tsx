// What a decision still waits for: images being rendered, files that are needed again, files that failed, and the ways out.
import { Button, FileTrigger } from 'react-aria-components';
import type { ItemId } from '../../domain/types';
import { useActions, useApp } from '../../state/context';
import { lackingRendering } from '../../state/lacking-rendering';
import { filesOfInput } from '../dropped-files';
import { count, nameOf } from '../format';
import { explain } from '../messages';
import { decisionWords } from './words';

const mostNamed = 3;

export function RenderingWait() {
  const { hasFile } = useActions();
  const lacking = useApp(lackingRendering);
  const problems = useApp((state) => state.renderProblems);
  const { rendering, renderingWanted: wanted } = useApp((state) => state.settings);
  // Files come to hand during an intake, which says nothing of it in the state.
  const busy = useApp((state) => state.jobs.some(({ kind }) => kind === 'render' || kind === 'read'));
  if (lacking.length === 0) return null;
  const failed = new Set(problems.map(({ id }) => id));
  const missing = lacking.filter(({ item }) => !failed.has(item.id) && !hasFile(item.id)).length;
  const stuck = missing + lacking.filter(({ item }) => failed.has(item.id)).length;
  const ready = lacking.length - stuck;
  return (
    <div className="rendering-wait" data-testid="rendering-wait">
      <p className="small" role="status">
        {wanted
          ? `Next: ${decisionWords(wanted)}. ${count(lacking.length, 'image')} to go; until all have it, ${decisionWords(rendering)} stays in force for all.`
          : `${count(lacking.length, 'image')} not rendered by the decision in force: left out of map and answers until then.`}
      </p>
      {missing > 0 && <NeedFiles missing={missing} />}
      <Problems />
      <WaysOut ready={busy ? 0 : ready} stuck={busy ? 0 : stuck} back={wanted !== null} />
    </div>
  );
}

function NeedFiles({ missing }: { missing: number }) {
  const { addFiles } = useActions();
  const needs =
    missing === 1 ? '1 image needs its file again' : `${count(missing, 'image')} need their files again`;
  return (
    <>
      <p className="small">{`${needs}: drop the same folder; they are recognised by their pixels.`}</p>
      <FileTrigger
        acceptDirectory
        allowsMultiple
        onSelect={(list) => {
          if (list && list.length > 0) void addFiles(filesOfInput(list), { to: 'unlabelled' });
        }}
      >
        <Button className="button small">Choose the folder again…</Button>
      </FileTrigger>
    </>
  );
}

/** One line a cause: images fail alike more often than not. */
function Problems() {
  const problems = useApp((state) => state.renderProblems);
  const names = useApp((state) => state.names);
  if (problems.length === 0) return null;
  const causes = new Map<string, ItemId[]>();
  for (const { id, error } of problems) {
    const { sentence } = explain(error);
    causes.set(sentence, [...(causes.get(sentence) ?? []), id]);
  }
  return (
    <ul className="small" aria-label="Images that could not be rendered">
      {[...causes].map(([sentence, ids]) => {
        const named = ids.slice(0, mostNamed).map((id) => nameOf(names, id));
        const more = ids.length - named.length;
        return (
          <li key={sentence}>
            <span className="mono">{named.join(', ')}</span>
            {`${more > 0 ? ` and ${more} more` : ''}: ${sentence}`}
          </li>
        );
      })}
    </ul>
  );
}

function WaysOut({ ready, stuck, back }: { ready: number; stuck: number; back: boolean }) {
  const { renderAgain, excludeUnrendered, keepRendering } = useActions();
  return (
    <div className="row wrap">
      {ready > 0 && (
        <Button className="button small" onPress={() => void renderAgain()}>
          {`Go on with ${count(ready, 'image')}`}
        </Button>
      )}
      {stuck > 0 && (
        <Button className="button small" onPress={() => void excludeUnrendered()}>
          {`Exclude ${count(stuck, 'image')}`}
        </Button>
      )}
      {back && (
        <Button className="button small" onPress={() => void keepRendering()}>
          Keep the old rendering
        </Button>
      )}
    </div>
  );
}
