// What one row stands for, an image or all images of what may not be parted: the switch, the counts, and what stands in the way.
import { Button } from 'react-aria-components';
import type { Level } from '../../domain/explore/study-rows';
import { useActions, useApp } from '../../state/context';
import { setNoun } from '../../state/group-noun';
import { levelCounts, mixedRows } from '../../state/study-level';
import { Choice } from '../controls/Choice';
import { capital } from '../format';
import { studyNames } from '../intake/frame-words';
import { levelWords, mixedWords } from './search-words';

const described = ['mean', 'statistics'] as const;

/** The switch alone; nothing while no group has two images. */
export function LevelSwitch() {
  const level = useApp((state) => state.settings.level);
  const counts = useApp((state) => levelCounts(state.items));
  const noun = useApp(setNoun);
  const { changeSettings, drawMap } = useActions();
  const { images, groups, alone } = counts;
  if (level === 'image' && groups + alone === images) return null;
  const options: readonly { readonly value: Level; readonly name: string; readonly hint: string }[] = [
    { value: 'image', name: 'Image', hint: `${images.toLocaleString('en-US')} rows` },
    { value: 'group', name: capital(noun.one), hint: levelWords(counts, noun) },
  ];
  return (
    <Choice
      label="One row"
      options={options}
      value={level}
      onChange={(next) => {
        changeSettings({ level: next });
        void drawMap();
      }}
    />
  );
}

/** The switch with what it comes to, where there is room for it. */
export function LevelChoice() {
  const level = useApp((state) => state.settings.level);
  const studyVector = useApp((state) => state.settings.studyVector);
  const counts = useApp((state) => levelCounts(state.items));
  const noun = useApp(setNoun);
  const { askForGroups, changeSettings, drawMap } = useActions();
  if (counts.images === 0) return null;
  return (
    <div className="level-choice" data-testid="level-choice">
      <LevelSwitch />
      <p className="muted small numbers">
        {levelWords(counts, noun)}
        {counts.groups === 0 && '. '}
        {counts.groups === 0 && (
          <Button className="link-button" onPress={() => void askForGroups()}>
            Say which are of one patient…
          </Button>
        )}
      </p>
      {level === 'group' && (
        <>
          <Choice
            label="Described"
            options={described.map((value) => ({ value, ...studyNames[value] }))}
            value={studyVector}
            onChange={(next) => {
              changeSettings({ studyVector: next });
              void drawMap();
            }}
          />
          <p className="muted small">
            {`Each ${noun.one} is one row. Map, clusters, answers, search and adapter go by rows; Tidy goes by single images. The picture shown is one from the middle, and a class given to it is given to all images of the row.`}
          </p>
        </>
      )}
      <Mixed />
    </div>
  );
}

function Mixed() {
  const mixed = useApp(mixedRows);
  const { select } = useActions();
  const noun = useApp(setNoun);
  const sentence = mixedWords(mixed.length, noun);
  if (sentence === null) return null;
  return (
    <p className="small" role="note">
      {sentence}{' '}
      <Button className="link-button" onPress={() => select(mixed)}>
        Select them
      </Button>
    </p>
  );
}
