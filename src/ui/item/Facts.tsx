// What is known of one image, without anything that names a person.
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { Item, ItemFormat } from '../../domain/types';
import { useActions, useApp } from '../../state/context';
import { groupNoun } from '../../state/group-noun';
import { shownRendering } from '../../state/selectors';
import { hasPicture } from '../../state/space';
import { Term } from '../controls/Term';
import { capital } from '../format';
import { partWords } from '../intake/part-words';
import { presetAside, renderingWords } from '../rendering/words';
import { useView } from '../view-state';

const formats: Readonly<Record<ItemFormat, string>> = {
  png: 'PNG',
  jpeg: 'JPEG',
  webp: 'WebP',
  bmp: 'BMP',
  gif: 'GIF',
  tiff: 'TIFF',
  nifti: 'NIfTI',
  dicom: 'DICOM',
  vector: 'numbers only (vector)',
};

const sources: Readonly<Record<NonNullable<Item['groupSource']>, string>> = {
  patient: 'named by the file',
  study: 'named by the file',
  folder: 'from the folder',
  name: 'from the file name',
  series: 'from the series',
  file: 'from the file',
};

/** Of a picture that is not there. */
const noWords = { greys: null, cropped: false } as const;

export function Facts({ item }: { item: Item }) {
  const key = useApp((state) => shownRendering(state, item));
  const aside = useApp((state) => presetAside(state, item));
  const { dicom, frames, notes, group, groupSource } = item;
  const shown = hasPicture(item) ? renderingWords(key) : noWords;
  const { askForGroups } = useActions();
  const { showPane } = useView();
  return (
    <dl className="facts">
      <Fact name="Format">{formats[item.format]}</Fact>
      {hasPicture(item) && (
        <Fact name="Size">
          <span className="numbers">{`${item.widthPx} x ${item.heightPx} px`}</span>
        </Fact>
      )}
      {frames > 1 && (
        <Fact name="Frames">{`${frames}, ${notes.some(({ code }) => code === 'series-mean') ? 'taken together' : 'one used'}`}</Fact>
      )}
      {shown.greys !== null && <Fact name="Greys shown">{shown.greys}</Fact>}
      {aside && <Fact name="Careful">{aside}</Fact>}
      {shown.cropped && <Fact name="Part shown">by the crop rule</Fact>}
      {dicom?.modality && <Fact name="Modality">{dicom.modality}</Fact>}
      {dicom?.bodyPart && <Fact name="Body part">{dicom.bodyPart}</Fact>}
      {dicom && <Fact name="Pixels">{`${dicom.photometric}, ${dicom.bitsStored} bit`}</Fact>}
      {dicom?.window && (
        <Fact name="Window in the file">
          <span className="numbers">{`centre ${dicom.window[0]}, width ${dicom.window[1]}`}</span>
        </Fact>
      )}
      {dicom && <Fact name="Transfer syntax">{dicom.transferSyntax}</Fact>}
      {item.part && <Fact name="Part">{partWords[item.part]}</Fact>}
      <Fact name={<Term of="group">{capital(groupNoun([groupSource]).one)}</Term>}>
        {group === null ? 'unknown' : <span className="mono">{group}</span>}
        {groupSource && <span className="muted">{` ${sources[groupSource]}`}</span>}{' '}
        {groupSource !== 'patient' && (
          <Button
            className="link-button"
            onPress={() => {
              showPane('set');
              void askForGroups();
            }}
          >
            Change for all…
          </Button>
        )}
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
